import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tables } from "../../contract/operations/operation";
import { allow, type Statement } from "../access/iam";
import { serviceRole } from "../access/service-role";
import type { StageConfig } from "../config";
import type { DataStore } from "./data-store";

export interface BackupsArgs {
  readonly dataStore: DataStore;
  readonly config: Pick<StageConfig, "protectData">;
}

/**
 * How long a backup is kept. It stays in warm storage: that is cents for tables of this size, and cold
 * storage of DynamoDB backups is an opt-in of the account.
 */
const keptDays = 365;

/** A monthly backup of every table, for losses noticed after point-in-time recovery has expired. */
export class Backups extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Backups", name, {}, opts);
    const arns = tables.map((table) => args.dataStore[table].arn);
    const vault = new aws.backup.Vault(
      `${name}-vault`,
      { forceDestroy: !args.config.protectData },
      { parent: this },
    );
    const plan = new aws.backup.Plan(
      `${name}-plan`,
      {
        rules: [
          {
            ruleName: "monthly",
            targetVaultName: vault.name,
            schedule: "cron(0 3 1 * ? *)",
            lifecycle: { deleteAfter: keptDays },
          },
        ],
      },
      { parent: this },
    );
    const grants = backupGrants(arns, vault.arn);
    const iamRoleArn = serviceRole(name, { service: "backup.amazonaws.com", grants }, this);
    new aws.backup.Selection(
      `${name}-tables`,
      { planId: plan.id, iamRoleArn, resources: arns },
      { parent: this },
    );
    this.vaultName = vault.name;
    this.registerOutputs({ vaultName: this.vaultName });
  }
}

/**
 * What AWS's managed policy for backups grants on every table and vault of the account, narrowed to
 * these. The keys of DynamoDB and of the vault are AWS's, whose own policies admit both services.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
function backupGrants(
  tableArns: readonly pulumi.Output<string>[],
  vaultArn: pulumi.Output<string>,
): Statement[] {
  return [
    allow(
      "dynamodb",
      ["CreateBackup", "DescribeTable", "ListTagsOfResource", "StartAwsBackupJob"],
      tableArns,
    ),
    // In accounts without DynamoDB's advanced backups, the backups belong to the table.
    allow(
      "dynamodb",
      ["DeleteBackup", "DescribeBackup"],
      tableArns.map((arn) => pulumi.interpolate`${arn}/backup/*`),
    ),
    allow("backup", ["CopyIntoBackupVault", "DescribeBackupVault"], vaultArn),
    // AWS Backup refuses a selection whose role may not read tags.
    // https://github.com/hashicorp/terraform-provider-aws/issues/10511
    allow("tag", ["GetResources"], "*"),
    // A recovery point inherits the table's tags, and has no ARN before it exists.
    allow(
      "backup",
      ["TagResource"],
      vaultArn.apply((arn) => arn.replace(/:backup-vault:.*$/, ":recovery-point:*")),
    ),
  ];
}
