import type * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "../api/booking-api";
import type { DataStore, StoredTable } from "../data/data-store";
import { edgeRegion } from "../edge/cloudfront";
import type { StaticSite } from "../site/static-site";

/** A rectangle of a dashboard, without its place. */
export interface Widget {
  readonly type: "log" | "metric";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What widgets show. */
export interface Shown {
  readonly api: BookingApi;
  readonly site: StaticSite;
  readonly dataStore: DataStore;
  readonly region: pulumi.Input<string>;
}

/** Namespace, metric, then dimensions by name and value, and at the end how to draw it. */
type Line = readonly unknown[];

const minute = 60;
const day = 86_400;

/** How the parts do, minute by minute, over three hours. */
export function infrastructureWidgets(shown: Shown): Widget[] {
  const { api, site, region } = shown;
  const gateway = (metric: string, look: object): Line => [
    "AWS/ApiGateway",
    metric,
    "ApiName",
    api.apiName,
    "Stage",
    api.stageName,
    look,
  ];
  const edge = (metric: string, look: object): Line => [
    "AWS/CloudFront",
    metric,
    "DistributionId",
    site.distributionId,
    "Region",
    "Global",
    { ...look, region: edgeRegion },
  ];
  const lambda = (metric: string, look: object): Line => ["AWS/Lambda", metric, look];
  const chart = (title: string, lines: Line[]) => metricWidget(title, lines, region, minute);
  return [
    chart("Requests of the API", [
      gateway("Count", { stat: "Sum", label: "all" }),
      gateway("4XXError", { stat: "Sum", label: "4xx" }),
      gateway("5XXError", { stat: "Sum", label: "5xx" }),
    ]),
    chart("How long the API takes, ms", [
      gateway("Latency", { stat: "p50", label: "p50" }),
      gateway("Latency", { stat: "p99", label: "p99" }),
    ]),
    chart("Calls of functions", [
      lambda("Invocations", { stat: "Sum", label: "all" }),
      lambda("Errors", { stat: "Sum", label: "failed" }),
      lambda("Throttles", { stat: "Sum", label: "refused" }),
    ]),
    chart("How long functions take, ms", [
      lambda("Duration", { stat: "p50", label: "p50" }),
      lambda("Duration", { stat: "p99", label: "p99" }),
    ]),
    chart("Requests at the edge", [
      edge("Requests", { stat: "Sum", label: "all" }),
      edge("TotalErrorRate", { stat: "Average", label: "errors, %", yAxis: "right" }),
    ]),
    chart("Changes that could not be handled", [
      [
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "QueueName",
        api.failures.queueName,
        { stat: "Maximum", label: "in the queue" },
      ],
    ]),
  ];
}

/** What is used of that which is paid by use, day by day. */
export function costWidgets(shown: Shown): Widget[] {
  const { api, dataStore, region } = shown;
  const bill = (service: string): Line => [
    "AWS/Billing",
    "EstimatedCharges",
    "ServiceName",
    service,
    "Currency",
    "USD",
    { label: service },
  ];
  const tables: [string, StoredTable][] = [
    ["bookings", dataStore.bookings],
    ["slots", dataStore.slots],
    ["feedback", dataStore.feedback],
    ["visits", dataStore.visits],
  ];
  const units = (metric: string): Line[] =>
    tables.map(([noun, { name }]) => [
      "AWS/DynamoDB",
      metric,
      "TableName",
      name,
      { stat: "Sum", label: noun },
    ]);
  return [
    // AWS keeps what the month has cost in one region, whatever region it was spent in.
    metricWidget(
      "The month so far, USD (tick 'Receive CloudWatch billing alerts' once)",
      [
        "AmazonApiGateway",
        "AmazonDynamoDB",
        "AWSLambda",
        "AmazonCloudFront",
        "AmazonCloudWatch",
      ].map(bill),
      "us-east-1",
      day,
      "Maximum",
    ),
    metricWidget(
      "Requests of the API a day",
      [["AWS/ApiGateway", "Count", "ApiName", api.apiName, { stat: "Sum" }]],
      region,
      day,
    ),
    metricWidget("Write units a day", units("ConsumedWriteCapacityUnits"), region, day),
    metricWidget("Read units a day", units("ConsumedReadCapacityUnits"), region, day),
  ];
}

function metricWidget(
  title: string,
  metrics: readonly Line[],
  region: pulumi.Input<string>,
  period: number,
  stat = "Sum",
): Widget {
  return {
    type: "metric",
    properties: { title, metrics, region, period, stat, view: "timeSeries", stacked: false },
  };
}
