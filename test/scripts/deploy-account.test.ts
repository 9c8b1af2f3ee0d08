import { expect } from "chai";
import { signedIn } from "../../scripts/deploy/account";
import { stateIn } from "../../scripts/deploy/engine/stack-state";
import { refuseForeign } from "../../scripts/deploy/engine/state-check";
import { startSts } from "../support/sts";
import { keepVariables } from "../support/variables";

/** Settings of a stack. */
const file = (config: Record<string, unknown> = {}) => ({
  config: { "aws:region": "ca-central-1", ...config },
});

describe("who deploys", () => {
  let restore: () => void;
  let sts: Awaited<ReturnType<typeof startSts>>;
  before(async () => {
    sts = await startSts("123456789012");
  });
  beforeEach(() => {
    restore = keepVariables();
    Object.assign(process.env, sts.variables);
    delete process.env.AWS_PROFILE;
  });
  afterEach(() => restore());
  after(() => sts.stop());

  const refusal = (config: Record<string, unknown>) =>
    signedIn("prod", file(config)).then(
      () => "",
      ({ message }: Error) => message,
    );

  it("is asked of AWS, and told with account and region", async () => {
    expect(await signedIn("prod", file())).to.deep.equal({
      account: "123456789012",
      arn: "arn:aws:iam::123456789012:user/deployer",
      region: "ca-central-1",
    });
  });

  it("is refused in an account that the stack's settings don't name", async () => {
    for (const allowed of [["999999999999"], '["999999999999","888888888888"]']) {
      expect(await refusal({ "aws:allowedAccountIds": allowed })).to.match(
        /^These credentials are of account 123456789012 \(.*\), and stack prod belongs to 999999999999/,
      );
    }
    expect(await refusal({ "aws:allowedAccountIds": ["123456789012"] })).to.equal("");
    expect(await refusal({ "aws:forbiddenAccountIds": ["123456789012"] })).to.match(
      /^Stack prod must not be in account 123456789012/,
    );
  });

  it("is refused where the provider would act as somebody else", async () => {
    for (const key of ["aws:assumeRoles", "aws:assumeRole", "aws:accessKey"]) {
      expect(await refusal({ [key]: "anything" })).to.match(
        new RegExp(`^Pulumi\\.prod\\.yaml has ${key}, with which the provider would act`),
      );
    }
  });

  it("is refused where the stack's resources are in another account", () => {
    const table = (account: string) => ({
      urn: "urn:pulumi:prod::shopfront::aws:dynamodb/table:Table::data-bookings",
      outputs: { arn: `arn:aws:dynamodb:ca-central-1:${account}:table/data-bookings` },
    });
    const api = { urn: "urn", outputs: { arn: "arn:aws:apigateway:ca-central-1::/restapis/x" } };
    const state = (account: string) => stateIn({ resources: [api, table(account)] });
    expect(() => refuseForeign("prod", state("123456789012"), "999999999999")).to.throw(
      /^Stack prod is in account 123456789012, and these credentials are of 999999999999/,
    );
    refuseForeign("prod", state("123456789012"), "123456789012");
    refuseForeign("prod", stateIn(undefined), "123456789012");
  });

  it("is refused without a region", async () => {
    delete process.env.AWS_REGION;
    expect(await refusal({ "aws:region": undefined })).to.match(
      /^No region: set aws:region in Pulumi\.prod\.yaml/,
    );
  });

  it("is told how to sign in where nobody is", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]) {
      delete process.env[name];
    }
    const nowhere = "/nonexistent";
    Object.assign(process.env, {
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    expect(await refusal({})).to.match(/^There are no AWS credentials here: set AWS_PROFILE/);
  });
});
