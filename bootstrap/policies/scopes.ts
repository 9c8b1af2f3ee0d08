/** The account in which the program is deployed. */
export interface Account {
  readonly id: string;
}

/** The same, with what the bootstrap makes in it. */
export interface Place extends Account {
  readonly boundaryArn: string;
  readonly stateBucketArn: string;
  readonly secretsKeyArn: string;
}

/** The path of every role that the program makes; the deploying roles are outside of it. */
export const programPath = "/shopfront/";

/** What Pulumi makes of a logical name: a hyphen and seven signs after it. */
const made = (name: string) => `${name}-${"?".repeat(7)}`;
const each = (prefix: string, names: readonly string[]) => names.map((n) => prefix + made(n));
/** The same, and what lies within: objects, indexes, streams of a log. */
const within = (separator: string, names: readonly string[]) =>
  names.flatMap((name) => [name, `${name}${separator}*`]);

const alarms = [
  ...["cold-starts", "edge-errors", "edge-misses", "function-errors", "function-throttles"],
  ...["server-errors", "slow-api", "slow-functions", "stream-failures", "table-throttles"],
];
const buckets = [
  ...["audit", "log-archive", "pictures", "pictures-copy", "site-files", "site-files-copy"],
];
const rules = [
  ...["api-send-owed-clock", "api-send-reminders-clock", "releases-promotion"],
  ...["site-pages-clock", "usage-hourly", "versions-daily"],
];
const tables = [
  ...["analytics", "bookings", "business", "feedback", "products", "slots", "users", "visits"],
];
const topics = [
  ...["alerts-critical", "alerts-edge", "alerts-rollback-alarm", "alerts-warning", "mail-events"],
];

/**
 * What deployments may touch of each service, by the names that the program gives; tests hold them to it. Where
 * AWS chooses an id, all of this account's are meant, and conditions.ts has what else tells them apart.
 */
export function scopes({ id }: Account): Readonly<Record<string, readonly string[]>> {
  const all = (service: string, ...resources: string[]) =>
    resources.map((resource) => `arn:aws:${service}:*:${id}:${resource}`);
  const global = (service: string, ...resources: string[]) =>
    resources.map((resource) => `arn:aws:${service}::${id}:${resource}`);
  return {
    acm: all("acm", "certificate/*"),
    apigateway: ["account", "apikeys*", "restapis*", "tags/*", "usageplans*"].map(
      (path) => `arn:aws:apigateway:*::/${path}`,
    ),
    backup: all("backup", "backup-plan:*", `backup-vault:${made("backups-vault")}`),
    budgets: global("budgets", `budget/${made("spending-month")}`),
    cloudfront: global(
      "cloudfront",
      "cache-policy/*",
      "distribution/*",
      ...each("function/site-", ["api", "paths", "sign-in", "status"]),
      "key-group/*",
      "origin-access-control/*",
      "public-key/*",
      "response-headers-policy/*",
    ),
    cloudtrail: all("cloudtrail", `trail/${made("audit-trail")}`),
    cloudwatch: [
      ...all("cloudwatch", ...each("alarm:alerts-", alarms)),
      ...global("cloudwatch", "dashboard/shopfront-*"),
    ],
    "cognito-idp": all("cognito-idp", "userpool/*"),
    dynamodb: all("dynamodb", ...within("/", each("table/data-", tables))),
    events: all("events", ...each("rule/", rules)),
    firehose: all("firehose", `deliverystream/${made("log-archive-stream")}`),
    iam: [`arn:aws:iam::${id}:role${programPath}*`],
    lambda: all("lambda", "event-source-mapping:*", "function:shopfront-*"),
    logs: all(
      "logs",
      "delivery:*",
      `delivery-destination:${made("site-log-destination")}`,
      `delivery-source:${made("site-log-source")}`,
      "log-group:/aws/lambda/shopfront-*",
      "log-group:API-Gateway-Execution-Logs_*",
      ...within(":", each("log-group:", ["api-gateway-access-log", "site-log-group"])),
    ),
    route53: ["arn:aws:route53:::change/*", "arn:aws:route53:::hostedzone/*"],
    s3: within(
      "/",
      buckets.map((name) => `arn:aws:s3:::${made(`${name}-bucket`)}`),
    ),
    scheduler: all("scheduler", ...each("schedule/default/edge-keys-", ["due", "overdue"])),
    ses: all("ses", "configuration-set/shopfront-*", "identity/*"),
    sns: all(
      "sns",
      ...within(
        ":",
        topics.map((name) => made(`${name}-topic`)),
      ),
    ),
    sqs: all("sqs", made("api-failures-queue")),
    // AWS asks for the rule sets of its own as well where a firewall names them.
    wafv2: all("wafv2", `global/webacl/${made("site-firewall")}/*`, "global/managedruleset/*"),
  };
}
