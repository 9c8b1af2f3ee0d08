import { expect } from "chai";
import { deployQuestion } from "../../scripts/deploy/question";
import { expired } from "../../scripts/deploy/time-to-live";

const read = (line: string) => deployQuestion(line.split(" ").filter((word) => word !== ""));

describe("the command line of npm run deploy", () => {
  it("names a stack, and what to do with it", () => {
    expect(read("dev")).to.include({ verb: "deploy", stack: "dev", yes: false, smoke: true });
    expect(read("preview prod")).to.include({ verb: "preview", stack: "prod" });
    expect(read("destroy dev --yes")).to.include({ verb: "destroy", stack: "dev", yes: true });
    expect(read("outputs dev --show-secrets")).to.include({ verb: "outputs", showSecrets: true });
    expect(read("--sweep")).to.include({ verb: "sweep", stack: "" });
  });

  it("keeps a plan, and is held to one that was kept", () => {
    expect(read("preview prod --save-plan plan.json")).to.include({ savePlan: "plan.json" });
    expect(read("prod --plan plan.json")).to.include({ verb: "deploy", plan: "plan.json" });
    expect(read("prod")).to.not.have.any.keys("plan", "savePlan");
  });

  it("makes a lasting stack only where it is told to", () => {
    expect(read("prod --create").create).to.equal(true);
    expect(read("prod --yes").create).to.equal(false);
  });

  it("says how long an ephemeral stack lives", () => {
    expect(read("pr-123 --ttl 3d").ttlMs).to.equal(3 * 86_400_000);
    expect(read("try-it --ttl 12h").ttlMs).to.equal(12 * 3_600_000);
  });

  const refusals: Readonly<Record<string, RegExp>> = {
    "": /^Name one stack/,
    "dev prod": /^Name one stack/,
    preview: /^Name one stack/,
    "destory dev": /^Name one stack; there is no command "destory" for dev:/,
    "--sweep dev": /^--sweep takes no stack/,
    "a.b": /^The stack name "a\.b" must be 1 to 30 letters/,
    "dev --ttl 3d": /names begin with pr- or try-; dev is not one\.$/,
    "pr-1 --ttl 3w": /^--ttl is "3w"; it must be hours or days/,
    "pr-1 --ttl 31d": /30d at most/,
    "pr-1 --ttl 0h": /^--ttl is "0h"/,
    "destroy pr-1 --ttl 3d": /^--ttl belongs to a deployment/,
    "prod --save-plan plan.json": /^--save-plan belongs to a preview/,
    "preview prod --plan plan.json": /^--plan belongs to a deployment/,
    "dev --allow data-bookings": /^--allow is "data-bookings"; it must be a URN/,
    "dev --visitors many": /^--visitors is "many"/,
    "dev --skip-preview": /^Unknown option '--skip-preview'/,
  };
  for (const [line, sentence] of Object.entries(refusals)) {
    it(`refuses "${line}" in a sentence`, () => {
      expect(() => read(line)).to.throw(sentence);
    });
  }
});

describe("the sweep", () => {
  it("takes ephemeral stacks whose time is up, the oldest first, and no other", () => {
    const due = expired(
      {
        "pr-1": "2026-11-30T10:00:00.000Z",
        "pr-2": "2026-11-30T14:00:00.000Z",
        "pr-3": undefined,
        "try-4": "2026-11-29T10:00:00.000Z",
        // Whatever its tag says.
        prod: "2026-11-01T00:00:00.000Z",
      },
      new Date("2026-11-30T12:00:00.000Z"),
    );
    expect(due.map(({ stack }) => stack)).to.deep.equal(["try-4", "pr-1"]);
  });
});
