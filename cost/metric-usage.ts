import type { Graph } from "local-stage";
import { guess } from "./assumptions";
import type { Usage } from "./prices";

/** An alarm is billed by the metrics it reads; two statistics of one metric are one. */
export function alarmUsage(graph: Graph): Usage[] {
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
export function filterUsage(graph: Graph): Usage[] {
  const metrics = new Set(
    graph
      .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
      .map(({ inputs: { metricTransformation } }) => metricTransformation)
      .map(({ namespace, name }) => `${namespace} ${name}`),
  );
  return [...metrics].map((what) => ({ price: "cloudwatch.metrics", quantity: 1, what }));
}
