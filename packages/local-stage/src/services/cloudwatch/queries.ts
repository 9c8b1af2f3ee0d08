import { metricMath } from "./expression";
import { metricsInsights } from "./insights";
import type { MetricName, Metrics } from "./metrics";

/** One entry of an alarm's metricQueries or of GetMetricData. */
export interface MetricQuery {
  readonly id: string;
  readonly metric?: MetricName & { readonly statistic: string; readonly periodSeconds: number };
  readonly expression?: string;
  readonly periodSeconds?: number;
  readonly label?: string;
  /** Default true. */
  readonly returns: boolean;
}

/** What one query gives; several lines only from a Metrics Insights query with GROUP BY. */
export interface QueryLine {
  readonly id: string;
  readonly label: string;
  readonly periodSeconds: number;
  value(from: number, to: number): number | undefined;
}

/**
 * Reads queries that refer to each other and gives the lines that are asked for. Throws a sentence
 * where one is of a kind that is not simulated.
 */
export function readQueries(
  queries: readonly MetricQuery[],
  metrics: Metrics,
): (from: number, to: number) => QueryLine[] {
  const metricIds = queries.filter(({ metric }) => metric).map(({ id }) => id);
  const readers = new Map(queries.map((query) => [query.id, reader(query)] as const));
  const defaultPeriod = Math.min(
    ...queries.flatMap(({ metric, periodSeconds }) => metric?.periodSeconds ?? periodSeconds ?? []),
    300,
  );

  /** The lines of one query; made when asked, since functions appear while the stage runs. */
  type Reader = (from: number, to: number) => QueryLine[];

  function reader(query: MetricQuery): Reader {
    const { id, metric, expression = "" } = query;
    const line = (label: string, value: QueryLine["value"]): QueryLine => ({
      id,
      label: query.label ?? label,
      periodSeconds: metric?.periodSeconds ?? query.periodSeconds ?? defaultPeriod,
      value,
    });
    if (metric) {
      const value: QueryLine["value"] = (from, to) =>
        metrics.statistic(metric, metric.statistic, from, to);
      return () => [line(metric.name, value)];
    }
    if (/^\s*SELECT\s/i.test(expression)) {
      const series = metricsInsights(expression, metrics);
      return (from, to) => series(from, to).map(({ label, value }) => line(label, value));
    }
    // METRICS() means the metrics alone; an expression may name another one too.
    const math = metricMath(
      expression,
      metricIds,
      queries.map((one) => one.id),
    );
    return () => [
      line(id, (from, to) => {
        const value = math((other) => single(other, from, to));
        if (Array.isArray(value)) throw new Error(`"${expression}" gives more than one number.`);
        return value as number | undefined;
      }),
    ];
  }

  function single(id: string, from: number, to: number): number | undefined {
    const lines = readers.get(id)?.(from, to) ?? [];
    if (lines.length > 1) throw new Error(`${id} gives ${lines.length} lines where one is needed.`);
    return lines[0]?.value(from, to);
  }

  return (from, to) =>
    queries.filter(({ returns }) => returns).flatMap(({ id }) => readers.get(id)?.(from, to) ?? []);
}
