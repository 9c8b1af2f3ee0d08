import type { Graph, Resource } from "local-stage";
import { guess } from "./assumptions";
import type { Capacity } from "./capacity";
import { label, nounOf, operationOf, specs } from "./functions";
import { keyUsage } from "./key-usage";
import { daysKept, logUsage } from "./log-usage";
import { functionNamed, indexesOf, tableNamed } from "./named";
import { occupied } from "./occupied";
import type { Usage } from "./prices";
import { isIdle, tableWork } from "./work";

/** What calls of one function use, whoever calls it. */
export function callUsage(graph: Graph, name: string, calls: number, capacity: Capacity): Usage[] {
  const spec = specs[name];
  const lambda = functionNamed(graph, nounOf(name));
  if (!spec || !lambda) throw new Error(`The stage has no function for ${name}.`);
  const what = label(name);
  const isRequest = operationOf(name) !== undefined;
  const work = tableWork(name, spec, capacity);
  const writes = work.some((each) => each.writes > 0);
  const usage: Usage[] = [
    ...lambdaUsage(lambda, calls, isIdle(name) ? guess("readMs") : durationOf(spec, writes), what),
    ...ownLog(graph, lambda, calls, what),
    ...work.flatMap(({ table, reads, writes: written, writesPerIndex }) => {
      const { replicas = [] } = tableNamed(graph, table).inputs;
      const units = written + writesPerIndex * indexesOf(tableNamed(graph, table));
      const copies = replicas.length;
      return [
        { price: "dynamodb.reads", quantity: calls * reads, what },
        { price: "dynamodb.writes", quantity: calls * units * (1 + copies), what },
        { price: "transfer.regions", quantity: (calls * written * copies) / 1024 ** 2, what },
        ...keyUsage(tableNamed(graph, table), calls, what),
      ] satisfies Usage[];
    }),
  ];
  if (!isRequest) return usage;
  const { accessLogSettings, xrayTracingEnabled } = graph.only("aws:apigateway/stage:Stage").inputs;
  const logDays = daysKept(graph, "arn", accessLogSettings?.destinationArn);
  return [
    { price: "apigateway.requests", quantity: calls, what },
    ...logUsage(calls * guess("accessLogBytes"), "the gateway's log", logDays),
    {
      price: "cloudwatch.metrics",
      quantity: methodMetrics(graph, calls),
      what: `${what}, by method`,
    },
    { price: "xray.traces", quantity: xrayTracingEnabled ? calls : 0, what },
    ...usage,
  ];
}

function durationOf(spec: { sendsMail?: boolean } | object, writes: boolean): number {
  if ("sendsMail" in spec && spec.sendsMail) return guess("mailMs");
  return guess(writes ? "writeMs" : "readMs");
}

function lambdaUsage(lambda: Resource, calls: number, ms: number, what: string): Usage[] {
  const idle = (30 * 24 * 60) / guess("keptWarmMinutes");
  const starts = Math.min(calls, occupied(calls, idle));
  const seconds = (calls * ms + starts * guess("startMs")) / 1000;
  return [
    { price: "lambda.requests", quantity: calls, what },
    { price: "lambda.compute", quantity: (seconds * lambda.inputs.memorySize) / 1024, what },
  ];
}

function ownLog(graph: Graph, lambda: Resource, calls: number, what: string): Usage[] {
  const days = daysKept(graph, "name", lambda.inputs.loggingConfig?.logGroup);
  return logUsage(calls * guess("functionLogBytes"), what, days);
}

/** Functions without a row: they run at deployments, and by the clock. */
export function glueUsage(graph: Graph): Usage[] {
  const runs: [string, number][] = [
    ["prune-versions", 30],
    ["report-usage", 30 * 24],
    ["invalidate-pages", guess("deployments")],
    // Where the stage releases gradually.
    ["release-versions", 30 * 24 * 12 + guess("deployments")],
  ];
  return runs.flatMap(([noun, calls]) => {
    const lambda = functionNamed(graph, noun);
    if (!lambda) return [];
    return [
      ...lambdaUsage(lambda, calls, guess("glueMs"), noun),
      ...ownLog(graph, lambda, calls, noun),
    ];
  });
}

/**
 * API Gateway's metrics by method, where a stage asks for them: five for each method, billed for the
 * hours in which it was called.
 */
function methodMetrics(graph: Graph, calls: number): number {
  const on = graph
    .ofType("aws:apigateway/methodSettings:MethodSettings")
    .some(({ inputs }) => inputs.settings.metricsEnabled);
  return on ? (5 * occupied(calls, 720)) / 720 : 0;
}
