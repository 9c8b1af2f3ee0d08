import { expect } from "chai";
import { tables } from "../../../contract/operations/operation";
import { program, statements } from "../../support/pulumi";

const at = "ca-central-1:000000000000";
const arns = tables.map((table) => `arn:aws:dynamodb:${at}:table/data-${table}`);

describe("the monthly backups", () => {
  it("copy every table on the first of the month and keep a copy for a year", async () => {
    const graph = await program("prod");
    const { inputs: plan, id } = graph.named("aws:backup/plan:Plan", "backups-plan");
    expect(plan).to.deep.equal({
      rules: [
        {
          ruleName: "monthly",
          targetVaultName: "backups-vault",
          schedule: "cron(0 3 1 * ? *)",
          lifecycle: { deleteAfter: 365 },
        },
      ],
    });
    const { inputs: selection } = graph.named("aws:backup/selection:Selection", "backups-tables");
    expect(selection).to.deep.equal({
      planId: id,
      iamRoleArn: "arn:aws:iam::000000000000:role/backups-role",
      resources: arns,
    });
  });

  it("are taken by AWS Backup alone, with a role that reaches these tables and this vault and reads tags", async () => {
    const graph = await program("prod");
    const role = graph.named("aws:iam/role:Role", "backups-role");
    expect(JSON.parse(role.inputs.assumeRolePolicy).Statement).to.deep.equal([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "backup.amazonaws.com" } },
    ]);
    const policy = graph.named("aws:iam/rolePolicy:RolePolicy", "backups-policy");
    expect(policy.inputs.role).to.equal(role.id);
    const allow = (Action: string[], Resource: unknown) => ({ Effect: "Allow", Action, Resource });
    expect(statements(policy)).to.deep.equal([
      allow(
        [
          "dynamodb:CreateBackup",
          "dynamodb:DescribeTable",
          "dynamodb:ListTagsOfResource",
          "dynamodb:StartAwsBackupJob",
        ],
        arns,
      ),
      allow(
        ["dynamodb:DeleteBackup", "dynamodb:DescribeBackup"],
        arns.map((arn) => `${arn}/backup/*`),
      ),
      allow(
        ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
        `arn:aws:backup:${at}:backup-vault:backups-vault`,
      ),
      allow(["tag:GetResources"], "*"),
      allow(["backup:TagResource"], `arn:aws:backup:${at}:recovery-point:*`),
    ]);
  });

  it("stay when the stack is destroyed where the stage protects its data, and only there", async () => {
    const vault = async (config: Record<string, string>) =>
      (await program("prod", config)).named("aws:backup/vault:Vault", "backups-vault").inputs;
    expect(await vault({})).to.deep.equal({ forceDestroy: false });
    expect(await vault({ "shopfront:protectData": "false" })).to.deep.equal({ forceDestroy: true });
  });
});
