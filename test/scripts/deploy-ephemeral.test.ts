import { expect } from "chai";
import { parse } from "yaml";
import { judge } from "../../policy/judge";
import { ephemeralSettings } from "../../scripts/deploy/ephemeral-settings";

const model = `# dev
secretsprovider: awskms://alias/dev
encryptedkey: abc
encryptionsalt: v1:xyz
config:
  aws:region: ca-central-1
  aws:defaultTags:
    tags:
      Project: shopfront
      Stage: dev
  shopfront:mailFrom: noreply@dev.example.com
  shopfront:alertEmail:
    secure: AAABAB
  shopfront:edgeKeys:
    - "2026-11-21"
`;

describe("the settings of an ephemeral stack", () => {
  it("are those of dev, apart from what two stages of one account can't share", () => {
    expect(parse(ephemeralSettings("pr-123", model))).to.deep.equal({
      secretsprovider: "awskms://alias/dev",
      config: {
        "aws:region": "ca-central-1",
        "aws:defaultTags": { tags: { Project: "shopfront", Stage: "pr-123" } },
        "shopfront:mailFrom": "noreply@pr-123.dev.example.com",
        "shopfront:edgeKeys": ["2026-11-21"],
        "shopfront:apiGatewayLogging": false,
      },
    });
  });

  it("name a sender that a mail domain may have", () => {
    const { config } = parse(ephemeralSettings("try-My_idea", model));
    expect(config["shopfront:mailFrom"]).to.equal("noreply@try-my-idea.dev.example.com");
  });
});

describe("the policy of an ephemeral stack", () => {
  const rule = {
    name: "protected",
    ids: [],
    types: ["a:b:C"],
    check: () => [{ says: "It is not protected." }],
  } as never;
  const waiver = { rules: ["protected"], stages: ["dev"], reason: "A test stage.", cost: "None." };
  const broken = (stack: string) => {
    const urn = `urn:pulumi:${stack}::shopfront::a:b:C::one`;
    const resource = { type: "a:b:C", name: "one", urn, props: {}, defaultTags: {} };
    return judge([resource], [rule], [waiver as never]).broken.length;
  };

  it("is that of dev, and of no other stack", () => {
    expect(["pr-123", "try-it", "dev"].map(broken)).to.deep.equal([0, 0, 0]);
    expect(["prod", "staging", "printers"].map(broken)).to.deep.equal([1, 1, 1]);
  });
});
