import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { asDeployer, asReader, id, place, type Request, withinBoundary } from "./simulate";

const own = `arn:aws:iam::${id}:role/shopfront/api-get-count-role-1234567`;
const bounded = { "iam:PermissionsBoundary": place.boundaryArn };
const deployer = `arn:aws:iam::${id}:role/shopfront-trust/deploy`;
const admin = `arn:aws:iam::${id}:role/admin`;
const lambda = { "iam:PassedToService": "lambda.amazonaws.com" };

/** Where Pulumi keeps something of the bootstrap's own stacks. */
function bootstrapState(folder: string, file: string): string {
  const { name } = parse(readFileSync(join(__dirname, "../../bootstrap/Pulumi.yaml"), "utf8"));
  return `${place.stateBucketArn}/.pulumi/${folder}/${name}/${file}`;
}

/** What takes a deployment out of its bounds, each by one call. */
const attempts: Readonly<Record<string, Request>> = {
  "makes a role without the boundary": { action: "iam:CreateRole", resource: own },
  "makes a role with another boundary": {
    action: "iam:CreateRole",
    resource: own,
    context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
  },
  "makes a role outside of the program's path": {
    action: "iam:CreateRole",
    resource: admin,
    context: bounded,
  },
  "drops the boundary of a role": {
    action: "iam:DeleteRolePermissionsBoundary",
    resource: own,
    context: bounded,
  },
  "exchanges the boundary of a role": {
    action: "iam:PutRolePermissionsBoundary",
    resource: own,
    context: bounded,
  },
  "gives a policy to a role without the boundary": { action: "iam:PutRolePolicy", resource: own },
  "gives itself a policy": { action: "iam:PutRolePolicy", resource: deployer, context: bounded },
  "changes who may take its own role": {
    action: "iam:UpdateAssumeRolePolicy",
    resource: deployer,
  },
  "attaches AdministratorAccess": {
    action: "iam:AttachRolePolicy",
    resource: own,
    context: { ...bounded, "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
  },
  "edits the boundary": { action: "iam:CreatePolicyVersion", resource: place.boundaryArn },
  "goes back to an older boundary": {
    action: "iam:SetDefaultPolicyVersion",
    resource: place.boundaryArn,
  },
  "edits a policy of its own role": {
    action: "iam:CreatePolicyVersion",
    resource: `arn:aws:iam::${id}:policy/shopfront-trust/workflows-deploy-0`,
  },
  "passes a role to another service": {
    action: "iam:PassRole",
    resource: own,
    context: { "iam:PassedToService": "ec2.amazonaws.com" },
  },
  "passes a role that is not the program's": {
    action: "iam:PassRole",
    resource: admin,
    context: lambda,
  },
  "passes its own role": { action: "iam:PassRole", resource: deployer, context: lambda },
  "takes another role": { action: "sts:AssumeRole", resource: admin },
  "creates a user": { action: "iam:CreateUser", resource: `arn:aws:iam::${id}:user/me` },
  "creates an access key": {
    action: "iam:CreateAccessKey",
    resource: `arn:aws:iam::${id}:user/me`,
  },
  "trusts another issuer": {
    action: "iam:CreateOpenIDConnectProvider",
    resource: `arn:aws:iam::${id}:oidc-provider/evil.example`,
  },
  "changes another project's function": {
    action: "lambda:UpdateFunctionCode",
    resource: `arn:aws:lambda:ca-central-1:${id}:function:payroll`,
  },
  "reads another project's bucket": {
    action: "s3:GetObject",
    resource: "arn:aws:s3:::payroll/salaries.csv",
  },
  "deletes another project's table": {
    action: "dynamodb:DeleteTable",
    resource: `arn:aws:dynamodb:ca-central-1:${id}:table/payroll`,
  },
  "rewrites what the bootstrap made": {
    action: "s3:PutObject",
    resource: bootstrapState("stacks", "dev.json"),
  },
  "deletes what the bootstrap made": {
    action: "s3:DeleteObject",
    resource: bootstrapState("stacks", "dev.json"),
  },
  "reads what the bootstrap made": {
    action: "s3:GetObject",
    resource: bootstrapState("history", "dev/dev-1.checkpoint.json"),
  },
  "keeps the bootstrap from its state by a lock": {
    action: "s3:PutObject",
    resource: bootstrapState("locks/organization", "dev/x.json"),
  },
  "deletes versions of the state": {
    action: "s3:DeleteObjectVersion",
    resource: `${place.stateBucketArn}/.pulumi/stacks/shopfront/prod.json`,
  },
  "opens the bucket with the state": {
    action: "s3:PutBucketPolicy",
    resource: place.stateBucketArn,
  },
  "deletes the key of the secrets": {
    action: "kms:ScheduleKeyDeletion",
    resource: place.secretsKeyArn,
  },
};

describe("a deployment that tries to get more rights", () => {
  for (const [title, request] of Object.entries(attempts)) {
    it(`is refused when it ${title}`, async () => {
      expect(await asDeployer(request)).to.not.equal("Allowed");
      expect(await asReader(request)).to.not.equal("Allowed");
    });
  }

  it("is allowed the same where it keeps to its bounds", async () => {
    const good: Request[] = [
      { action: "iam:CreateRole", resource: own, context: bounded },
      { action: "iam:PutRolePolicy", resource: own, context: bounded },
      { action: "iam:DeleteRole", resource: own },
      { action: "iam:PassRole", resource: own, context: lambda },
      {
        action: "lambda:UpdateFunctionCode",
        resource: `arn:aws:lambda:ca-central-1:${id}:function:shopfront-dev-get-count`,
      },
      { action: "s3:PutObject", resource: `${place.stateBucketArn}/.pulumi/stacks/x.json` },
    ];
    for (const request of good)
      expect(await asDeployer(request), request.action).to.equal("Allowed");
  });

  it("finds nothing behind a role whose policy allows everything, since the boundary does not", async () => {
    const within: Request[] = [
      { action: "iam:CreateRole", resource: admin },
      { action: "iam:PutRolePolicy", resource: own },
      { action: "sts:AssumeRole", resource: admin },
      { action: "kms:Decrypt", resource: place.secretsKeyArn },
      { action: "s3:GetObject", resource: `${place.stateBucketArn}/.pulumi/stacks/x.json` },
      { action: "s3:GetObject", resource: "arn:aws:s3:::payroll/salaries.csv" },
      {
        action: "lambda:UpdateFunctionCode",
        resource: `arn:aws:lambda:ca-central-1:${id}:function:shopfront-dev-x`,
      },
    ];
    for (const request of within) {
      expect(await withinBoundary(request), request.action).to.not.equal("Allowed");
    }
  });

  it("changes nothing by the role that reads", async () => {
    const writes: Request[] = [
      {
        action: "lambda:UpdateFunctionCode",
        resource: `arn:aws:lambda:ca-central-1:${id}:function:shopfront-dev-get-count`,
      },
      { action: "s3:PutObject", resource: `${place.stateBucketArn}/.pulumi/stacks/x.json` },
      { action: "iam:CreateRole", resource: own, context: bounded },
      { action: "iam:PassRole", resource: own, context: lambda },
    ];
    for (const request of writes) {
      expect(await asReader(request), request.action).to.not.equal("Allowed");
    }
    const lock = `${place.stateBucketArn}/.pulumi/locks/organization/shopfront/prod/x.json`;
    expect(await asReader({ action: "s3:PutObject", resource: lock })).to.equal("Allowed");
  });
});
