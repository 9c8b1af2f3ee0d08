import type { Graph, Resource } from "local-stage";
import { guess } from "./assumptions";
import { free } from "./free-types";
import { keyUsage } from "./key-usage";
import { alarmUsage, filterUsage } from "./metric-usage";
import type { PriceId, Usage } from "./prices";

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
