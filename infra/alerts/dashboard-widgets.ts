import type * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "../api/booking-api";
import type { DataStore } from "../data/data-store";
import type { StoredTable } from "../data/stored-table";
import { edgeRegion } from "../edge/cloudfront";
import type { StaticSite } from "../site/static-site";

/** A widget of a dashboard, before it is laid out. */
export interface Widget {
  readonly type: "log" | "metric";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the widgets read from. */
export interface DashboardSources {
  readonly api: BookingApi;
  readonly site: StaticSite;
  readonly dataStore: DataStore;
  readonly region: pulumi.Input<string>;
}

/** Namespace, metric name, dimension names and values, then rendering options. */
type MetricRow = readonly unknown[];

const minute = 60;
const day = 86_400;

/** Requests, latency and errors by the minute, over three hours. */
export function infrastructureWidgets(sources: DashboardSources): Widget[] {
  const { api, site, region } = sources;
  const gateway = (metric: string, options: object): MetricRow => [
    "AWS/ApiGateway",
    metric,
    "ApiName",
    api.apiName,
    "Stage",
    api.stageName,
    options,
  ];
  const edge = (metric: string, options: object): MetricRow => [
    "AWS/CloudFront",
    metric,
    "DistributionId",
    site.distributionId,
    "Region",
    "Global",
    { ...options, region: edgeRegion },
  ];
  const lambda = (metric: string, options: object): MetricRow => ["AWS/Lambda", metric, options];
  const chart = (title: string, rows: MetricRow[]) => metricWidget(title, rows, region, minute);
  return [
    chart("API requests", [
      gateway("Count", { stat: "Sum", label: "all" }),
      gateway("4XXError", { stat: "Sum", label: "4xx" }),
      gateway("5XXError", { stat: "Sum", label: "5xx" }),
    ]),
    chart("API latency (ms)", [
      gateway("Latency", { stat: "p50", label: "p50" }),
      gateway("Latency", { stat: "p99", label: "p99" }),
    ]),
    chart("Function invocations", [
      lambda("Invocations", { stat: "Sum", label: "all" }),
      lambda("Errors", { stat: "Sum", label: "errors" }),
      lambda("Throttles", { stat: "Sum", label: "throttles" }),
    ]),
    chart("Function duration (ms)", [
      lambda("Duration", { stat: "p50", label: "p50" }),
      lambda("Duration", { stat: "p99", label: "p99" }),
    ]),
    chart("CloudFront requests", [
      edge("Requests", { stat: "Sum", label: "all" }),
      edge("TotalErrorRate", { stat: "Average", label: "error rate (%)", yAxis: "right" }),
    ]),
    chart("Failure queue", [
      [
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "QueueName",
        api.failures.queueName,
        { stat: "Maximum", label: "messages" },
      ],
    ]),
  ];
}

/** What is billed by use, day by day. */
export function costWidgets(sources: DashboardSources): Widget[] {
  const { api, dataStore, region } = sources;
  const charges = (service: string): MetricRow => [
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
  const units = (metric: string): MetricRow[] =>
    tables.map(([table, { name }]) => [
      "AWS/DynamoDB",
      metric,
      "TableName",
      name,
      { stat: "Sum", label: table },
    ]);
  return [
    // AWS reports billing metrics in one region, wherever the money was spent.
    metricWidget(
      "Month to date, USD (needs 'Receive CloudWatch billing alerts' in the billing preferences)",
      [
        "AmazonApiGateway",
        "AmazonDynamoDB",
        "AWSLambda",
        "AmazonCloudFront",
        "AmazonCloudWatch",
      ].map(charges),
      "us-east-1",
      day,
      "Maximum",
    ),
    metricWidget(
      "API requests per day",
      [["AWS/ApiGateway", "Count", "ApiName", api.apiName, { stat: "Sum" }]],
      region,
      day,
    ),
    metricWidget("Write request units per day", units("ConsumedWriteCapacityUnits"), region, day),
    metricWidget("Read request units per day", units("ConsumedReadCapacityUnits"), region, day),
  ];
}

function metricWidget(
  title: string,
  metrics: readonly MetricRow[],
  region: pulumi.Input<string>,
  period: number,
  stat = "Sum",
): Widget {
  return {
    type: "metric",
    properties: { title, metrics, region, period, stat, view: "timeSeries", stacked: false },
  };
}
