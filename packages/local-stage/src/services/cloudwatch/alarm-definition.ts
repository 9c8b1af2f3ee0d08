import type { Resource } from "../../graph";
import type { AlarmState } from "./alarm";
import type { Metrics } from "./metrics";
import { type MetricQuery, readQueries } from "./queries";

/** How an alarm stands, and why. */
export interface Breach {
  readonly state: AlarmState;
  readonly reason: string;
}

/** A captured alarm, ready to be judged. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description: string;
  readonly arn: string;
  readonly inputs: Resource["inputs"];
  readonly periodSeconds: number;
  /** The ARNs that each state calls. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** Judges the periods that end at `end`; some gaps leave the state as it is. */
  judge(end: number, before: AlarmState): Breach;
}

const comparisons: Readonly<
  Record<string, { holds: (value: number, threshold: number) => boolean; words: string }>
> = {
  GreaterThanThreshold: { holds: (a, b) => a > b, words: "greater than" },
  GreaterThanOrEqualToThreshold: { holds: (a, b) => a >= b, words: "greater than or equal to" },
  LessThanThreshold: { holds: (a, b) => a < b, words: "less than" },
  LessThanOrEqualToThreshold: { holds: (a, b) => a <= b, words: "less than or equal to" },
};

/** Reads an alarm; throws a sentence where a part of it is not simulated. */
export function readAlarm(
  { inputs, outputs, name }: Resource,
  region: string,
  metrics: Metrics,
): AlarmDefinition {
  const queries = queriesOf(inputs);
  checkRegion(queries, inputs.region ?? region);
  const lines = readQueries(queries, metrics);
  const comparison = comparisons[inputs.comparisonOperator];
  if (!comparison) throw new Error(`It does not know ${inputs.comparisonOperator}.`);
  const periodSeconds = Number(
    inputs.period ??
      Math.max(...queries.map((one) => one.metric?.periodSeconds ?? one.periodSeconds ?? 60)),
  );
  const periods = Number(inputs.evaluationPeriods);
  const needed = Number(inputs.datapointsToAlarm ?? periods);
  const threshold = Number(inputs.threshold);
  const missing = String(inputs.treatMissingData ?? "missing");
  const list = (arns: unknown) =>
    inputs.actionsEnabled === false ? [] : ((arns ?? []) as string[]);

  return {
    name: String(outputs.name ?? name),
    description: String(inputs.alarmDescription ?? ""),
    arn: String(outputs.arn),
    inputs,
    periodSeconds,
    actions: {
      ALARM: list(inputs.alarmActions),
      OK: list(inputs.okActions),
      INSUFFICIENT_DATA: list(inputs.insufficientDataActions),
    },
    judge(end, before) {
      const length = periodSeconds * 1000;
      const values = Array.from({ length: periods }, (_, index) => {
        const to = end - (periods - 1 - index) * length;
        const found = lines(to - length, to);
        if (found.length > 1)
          throw new Error(`${name} has ${found.length} lines; an alarm has one.`);
        return found[0]?.value(to - length, to);
      });
      const known = values.filter((value): value is number => value !== undefined);
      if (known.length === 0 && (missing === "missing" || missing === "ignore")) {
        const reason = `Insufficient Data: ${count(periods)} unknown.`;
        return { state: missing === "ignore" ? before : "INSUFFICIENT_DATA", reason };
      }
      if (known.length === 0) {
        const treated = missing === "breaching" ? "Breaching" : "NonBreaching";
        const reason = `Threshold Crossed: no datapoints were received for ${count(periods)}, treated as [${treated}].`;
        return { state: missing === "breaching" ? "ALARM" : "OK", reason };
      }
      const breaching = known.filter((value) => comparison.holds(value, threshold));
      const gaps = missing === "breaching" ? periods - known.length : 0;
      const isAlarm = breaching.length + gaps >= needed;
      const shown = (isAlarm ? breaching : known).map((value) => String(round(value)));
      const words = isAlarm ? "was" : "was not";
      const what =
        shown.length > 0 ? `${count(shown.length)} [${shown.join(", ")}]` : "no datapoint";
      return {
        state: isAlarm ? "ALARM" : "OK",
        reason: `Threshold Crossed: ${what} ${words} ${comparison.words} the threshold (${threshold})${gaps > 0 ? `, and ${count(gaps)} missing` : ""}.`,
      };
    },
  };
}

function queriesOf(inputs: Resource["inputs"]): MetricQuery[] {
  if (!inputs.metricQueries?.length) {
    const { namespace, metricName: name, dimensions = {}, period } = inputs;
    const statistic = String(inputs.extendedStatistic ?? inputs.statistic);
    const metric = { namespace, name, dimensions, statistic, periodSeconds: Number(period) };
    return [{ id: "m1", metric, returns: true }];
  }
  return (inputs.metricQueries as Resource["inputs"][]).map(
    ({ id, expression, label, metric, period, returnData }): MetricQuery => ({
      id,
      expression,
      label,
      ...(period && { periodSeconds: Number(period) }),
      // The provider's default is false.
      returns: returnData ?? false,
      ...(metric && {
        metric: {
          namespace: metric.namespace,
          name: metric.metricName,
          dimensions: metric.dimensions ?? {},
          statistic: metric.stat,
          periodSeconds: Number(metric.period),
        },
      }),
    }),
  );
}

/** CloudFront measures in one region alone; elsewhere an alarm on it waits for ever. */
function checkRegion(queries: readonly MetricQuery[], region: string): void {
  const edge = queries.some(({ metric }) => metric?.namespace === "AWS/CloudFront");
  if (edge && region !== "us-east-1") {
    throw new Error(`CloudFront has its metrics in us-east-1, and the alarm is in ${region}.`);
  }
}

const count = (datapoints: number) =>
  datapoints === 1 ? "1 datapoint" : `${datapoints} datapoints`;
const round = (value: number) => Math.round(value * 100) / 100;
