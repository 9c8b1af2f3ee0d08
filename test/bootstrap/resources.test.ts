import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

interface Made {
  readonly type: string;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
  readonly inputs: Record<string, any>;
}

describe("what the bootstrap makes in an account", () => {
  const made: Made[] = [];
  const of = (type: string) => made.filter((each) => each.type === type);
  const only = (type: string) => {
    const [first, ...others] = of(type);
    expect(others, type).to.deep.equal([]);
    return first?.inputs ?? {};
  };

  before(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          made.push({ type, name, inputs });
          const arn = `arn:aws:iam::000000000000:x/${name}`;
          return { id: name, state: { arn, bucket: name, keyId: name, name, ...inputs } };
        },
        call: () => ({ accountId: "000000000000", region: "ca-central-1" }),
      },
      "shopfront-bootstrap",
      "dev",
    );
    pulumi.runtime.setAllConfig({
      "shopfront-bootstrap:repository": "owner/shop",
      "shopfront-bootstrap:deployFrom": '["dev","pull-request","sweep"]',
      "shopfront-bootstrap:readFrom": '["dev-read"]',
    });
    require("../../bootstrap/index");
    await pulumi.runtime.disconnect();
  });

  it("keeps the state versioned, encrypted and out of the public's reach", () => {
    expect(of("aws:s3/bucket:Bucket")).to.have.length(1);
    expect(only("aws:s3/bucketVersioning:BucketVersioning").versioningConfiguration).to.deep.equal({
      status: "Enabled",
    });
    const [rule] = only(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ).rules;
    expect(rule.applyServerSideEncryptionByDefault.sseAlgorithm).to.equal("aws:kms");
    expect(only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const { policy } = only("aws:s3/bucketPolicy:BucketPolicy");
    expect(JSON.parse(policy).Statement[0].Condition).to.deep.equal({
      Bool: { "aws:SecureTransport": "false" },
    });
  });

  it("has a key for the secrets, which rotates and is not gone at once", () => {
    expect(only("aws:kms/key:Key")).to.include({
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    expect(only("aws:kms/alias:Alias").name).to.equal("alias/shopfront-secrets");
  });

  it("trusts GitHub's tokens, and makes no user and no key for one", () => {
    expect(only("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).to.deep.include({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    const types = new Set(made.map(({ type }) => type));
    for (const type of types) expect(type).to.not.match(/user|accessKey/i);
  });

  it("has one role that deploys and one that reads, each for its environments", () => {
    const roles = of("aws:iam/role:Role").map(({ name, inputs }) => {
      const [{ Condition }] = JSON.parse(inputs.assumeRolePolicy).Statement;
      const subjects = Condition.StringEquals["token.actions.githubusercontent.com:sub"];
      return [name, inputs.path, subjects];
    });
    const subject = (environment: string) => `repo:owner/shop:environment:${environment}`;
    expect(roles).to.deep.equal([
      ["workflows-deploy", "/shopfront-trust/", ["dev", "pull-request", "sweep"].map(subject)],
      ["workflows-read", "/shopfront-trust/", [subject("dev-read")]],
    ]);
  });

  it("gives each role its policies, no more than IAM attaches", () => {
    const attached = of("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    const policies = of("aws:iam/policy:Policy").filter(({ name }) => !name.endsWith("boundary"));
    expect(attached).to.have.length(policies.length);
    for (const role of ["workflows-deploy", "workflows-read"]) {
      expect(attached.filter(({ inputs }) => inputs.role === role).length).to.be.within(1, 10);
    }
    for (const { name, inputs } of of("aws:iam/policy:Policy")) {
      expect(inputs.policy.length, name).to.be.at.most(6_144);
    }
  });

  it("puts the boundary on the path that the program's roles take from it", () => {
    const bounds = of("aws:iam/policy:Policy").find(({ name }) => name.endsWith("boundary"));
    expect(bounds?.inputs).to.include({ name: "boundary", path: "/shopfront/" });
  });
});
