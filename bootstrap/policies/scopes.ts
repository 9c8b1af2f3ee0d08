/** The account in which the program is deployed. */
export interface Account {
  readonly id: string;
}

/** The path of every role that the program makes; the deploying roles are outside of it. */
export const programPath = "/shopfront/";

/**
 * What deployments may touch of each service. Names begin as the program has them, and AWS adds to them; where
 * AWS chooses an id, all of this account's are meant.
 */
export function scopes({ id }: Account): Readonly<Record<string, readonly string[]>> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:*:${id}:${resource}`;
  const all = (service: string, ...resources: string[]) =>
    resources.map((resource) => arn(service, resource));
  const global = (service: string, ...resources: string[]) =>
    resources.map((resource) => `arn:aws:${service}::${id}:${resource}`);
  const buckets = ["audit-*", "log-archive-*", "site-files-*"].map(
    (name) => `arn:aws:s3:::${name}`,
  );
  return {
    acm: all("acm", "certificate/*"),
    apigateway: ["account", "apikeys*", "restapis*", "tags/*", "usageplans*"].map(
      (path) => `arn:aws:apigateway:*::/${path}`,
    ),
    backup: all("backup", "backup-plan:*", "backup-vault:backups-*"),
    budgets: global("budgets", "budget/spending-*"),
    cloudfront: global(
      "cloudfront",
      "cache-policy/*",
      "distribution/*",
      "function/site-*",
      "key-group/*",
      "origin-access-control/*",
      "public-key/*",
      "response-headers-policy/*",
    ),
    cloudtrail: all("cloudtrail", "trail/audit-*"),
    cloudwatch: [
      ...all("cloudwatch", "alarm:alerts-*"),
      ...global("cloudwatch", "dashboard/shopfront-*"),
    ],
    "cognito-idp": all("cognito-idp", "userpool/*"),
    dynamodb: all("dynamodb", "table/data-*"),
    events: all(
      "events",
      ...["api-*", "releases-*", "usage-*", "versions-*"].map((n) => `rule/${n}`),
    ),
    firehose: all("firehose", "deliverystream/log-archive-*"),
    iam: [`arn:aws:iam::${id}:role${programPath}*`],
    lambda: all("lambda", "event-source-mapping:*", "function:shopfront-*"),
    logs: all(
      "logs",
      "delivery:*",
      "delivery-destination:site-log-*",
      "delivery-source:site-log-*",
      "log-group:/aws/lambda/shopfront-*",
      "log-group:API-Gateway-Execution-Logs_*",
      "log-group:api-gateway-*",
      "log-group:log-archive-*",
      "log-group:site-log-*",
    ),
    route53: ["arn:aws:route53:::change/*", "arn:aws:route53:::hostedzone/*"],
    s3: buckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
    scheduler: all("scheduler", "schedule/default/edge-keys-*"),
    ses: all("ses", "configuration-set/shopfront-*", "identity/*"),
    sns: all("sns", "alerts-*", "mail-events-*"),
    sqs: all("sqs", "api-failures-*"),
    wafv2: all("wafv2", "global/webacl/site-firewall-*"),
  };
}
