import type { Graph, Resource } from "../local/graph";
import { guess } from "./assumptions";
import type { PriceId, Usage } from "./prices";
import { keyUsage } from "./usage";

type Standing = (resource: Resource, graph: Graph) => Usage[];

const each =
  (price: PriceId): Standing =>
  ({ name }) => [{ price, quantity: 1, what: name }];

/** What a resource costs by being there, whoever comes. Alarms and metrics are counted together, below. */
const standing: Readonly<Record<string, Standing>> = {
  "aws:cloudwatch/dashboard:Dashboard": each("cloudwatch.dashboards"),
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": ({ name }) => [
    { price: "cloudwatch.metrics", quantity: 8, what: name },
  ],
  "aws:kms/key:Key": each("kms.keys"),
  "aws:lambda/eventSourceMapping:EventSourceMapping": (mapping, graph) => {
    const table = graph.where(
      "aws:dynamodb/table:Table",
      "streamArn",
      mapping.inputs.eventSourceArn,
    );
    return table ? keyUsage(table, Number.POSITIVE_INFINITY, mapping.name) : [];
  },
  "aws:route53/zone:Zone": each("route53.zones"),
  "aws:s3/bucketObjectv2:BucketObjectv2": () => [
    { price: "s3.puts", quantity: guess("deployments") / 3, what: "files of deployments" },
  ],
  "aws:sesv2/configurationSet:ConfigurationSet": ({ name, inputs }) => [
    {
      price: "cloudwatch.metrics",
      quantity: inputs.reputationOptions?.reputationMetricsEnabled ? 2 : 0,
      what: `${name}: bounces and complaints`,
    },
  ],
  "aws:wafv2/webAcl:WebAcl": ({ name, inputs }) => [
    { price: "waf.firewalls", quantity: 1, what: name },
    { price: "waf.rules", quantity: inputs.rules?.length ?? 0, what: name },
  ],
  "awsx:cloudtrail:Trail": ({ name }) => [
    {
      price: "s3.puts",
      quantity: 30 * guess("trailFilesPerDay") + 30 * 24 * guess("trailRegions"),
      what: `${name}: logs, and a digest an hour in each region`,
    },
    { price: "s3.storage", quantity: 0.1, what: name },
  ],
};

/** Why a type of resource is on no bill. */
export const free: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      [
        "AWS asks nothing for permissions",
        [
          ...["iam/role:Role", "iam/rolePolicy:RolePolicy"],
          "cloudwatch/logResourcePolicy:LogResourcePolicy",
        ],
      ],
      [
        "a part of the function, billed by its calls",
        [
          ...["lambda/function:Function", "lambda/alias:Alias", "lambda/permission:Permission"],
          ...["lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
          ...["lambda/invocation:Invocation"],
        ],
      ],
      [
        "a part of the API, billed by its requests",
        [
          ...["restApi:RestApi", "deployment:Deployment", "stage:Stage", "account:Account"],
          ...["methodSettings:MethodSettings", "apiKey:ApiKey", "usagePlan:UsagePlan"],
          ...["usagePlanKey:UsagePlanKey"],
        ].map((type) => `apigateway/${type}`),
      ],
      [
        "a part of the distribution, billed by its requests",
        [
          ...["distribution:Distribution", "function:Function", "cachePolicy:CachePolicy"],
          ...["originAccessControl:OriginAccessControl", "publicKey:PublicKey"],
          ...["responseHeadersPolicy:ResponseHeadersPolicy", "keyGroup:KeyGroup"],
        ].map((type) => `cloudfront/${type}`),
      ],
      [
        "a part of the bucket, billed by what is in it",
        [
          ...["bucket:Bucket", "bucketPolicy:BucketPolicy", "bucketVersioning:BucketVersioning"],
          ...["bucketOwnershipControls:BucketOwnershipControls"],
          ...["bucketPublicAccessBlock:BucketPublicAccessBlock"],
          ...["bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
          ...[
            "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "bucketReplicationConfig:BucketReplicationConfig",
          ],
        ].map((type) => `s3/${type}`),
      ],
      [
        "billed by what is written to it",
        [
          ...["cloudwatch/logGroup:LogGroup", "sqs/queue:Queue", "sqs/queuePolicy:QueuePolicy"],
          ...["sns/topic:Topic", "sns/topicPolicy:TopicPolicy"],
          ...["sns/topicSubscription:TopicSubscription"],
        ],
      ],
      [
        "billed by the metric that it writes",
        ["cloudwatch/logMetricFilter:LogMetricFilter", "cloudwatch/metricAlarm:MetricAlarm"],
      ],
      [
        "billed by the log that arrives",
        [
          ...["logDelivery:LogDelivery", "logDeliverySource:LogDeliverySource"],
          ...["logDeliveryDestination:LogDeliveryDestination"],
        ].map((type) => `cloudwatch/${type}`),
      ],
      [
        "rules by the clock and of AWS's own events are free",
        ["cloudwatch/eventRule:EventRule", "cloudwatch/eventTarget:EventTarget"],
      ],
      [
        "billed by who signs in",
        [
          ...["cognito/userPool:UserPool", "cognito/userPoolClient:UserPoolClient"],
          ...["cognito/userGroup:UserGroup"],
        ],
      ],
      [
        "billed by the mails",
        [
          ...["sesv2/emailIdentity:EmailIdentity"],
          ...["sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"],
        ],
      ],
      [
        "certificates for CloudFront are free",
        ["acm/certificate:Certificate", "acm/certificateValidation:CertificateValidation"],
      ],
      ["a part of the zone", ["route53/record:Record"]],
      ["billed by its requests and what it holds", ["dynamodb/table:Table"]],
      ["budgets without actions are free", ["budgets/budget:Budget"]],
      [
        "releases of functions are free",
        ["codedeploy/application:Application", "codedeploy/deploymentGroup:DeploymentGroup"],
      ],
      [
        "billed by what is kept",
        [
          ...["vault:Vault", "plan:Plan", "selection:Selection", "vaultPolicy:VaultPolicy"],
          ...["vaultLockConfiguration:VaultLockConfiguration", "regionSettings:RegionSettings"],
          ...["vaultNotifications:VaultNotifications"],
        ].map((type) => `backup/${type}`),
      ],
    ] as const
  ).flatMap(([reason, types]) => types.map((type) => [`aws:${type}`, reason])),
);

/** What is used in a month in which nobody comes. */
export function standingUsage(graph: Graph): Usage[] {
  return [
    ...graph.resources.flatMap((resource) => standing[resource.type]?.(resource, graph) ?? []),
    ...alarmUsage(graph),
    ...filterUsage(graph),
  ];
}

/** The types of resources whose price is not known here. */
export function notPriced(graph: Graph): string[] {
  const types = graph.resources
    .filter(({ custom }) => custom)
    .map(({ type }) => type)
    .filter((type) => !(type in standing) && !(type in free));
  return [...new Set(types)].sort();
}

/** An alarm is billed by the metrics it reads; two statistics of one metric are one. */
function alarmUsage(graph: Graph): Usage[] {
  return graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ name, inputs }) => {
    const queries = (inputs.metricQueries ?? []) as { metric?: object; expression?: string }[];
    const read = inputs.metricName ? [inputs] : queries.flatMap(({ metric }) => metric ?? []);
    const metrics = new Set(read.map(identity)).size;
    const found = queries.filter(({ expression }) => expression?.startsWith("SELECT "));
    return [
      { price: "cloudwatch.alarms", quantity: metrics, what: name },
      { price: "cloudwatch.queries", quantity: found.length * guess("throttled"), what: name },
    ] satisfies Usage[];
  });
}

function identity(metric: object): string {
  const { namespace, metricName, dimensions } = metric as Record<string, unknown>;
  return JSON.stringify([namespace, metricName, dimensions]);
}

/** All filters that write to one metric share it. */
function filterUsage(graph: Graph): Usage[] {
  const metrics = new Set(
    graph
      .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
      .map(({ inputs: { metricTransformation } }) => metricTransformation)
      .map(({ namespace, name }) => `${namespace} ${name}`),
  );
  return [...metrics].map((what) => ({ price: "cloudwatch.metrics", quantity: 1, what }));
}
