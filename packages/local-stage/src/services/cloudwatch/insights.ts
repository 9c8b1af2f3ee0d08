import type { MetricName, Metrics } from "./metrics";

/** One line of a Metrics Insights query's answer. */
export interface InsightsSeries {
  /** The grouping dimensions' values, or the function's text without grouping. */
  readonly label: string;
  /** The value over a span of time; undefined where nothing was measured. */
  value(from: number, to: number): number | undefined;
}

const folds: Readonly<Record<string, string>> = {
  SUM: "Sum",
  MAX: "Maximum",
  MIN: "Minimum",
  COUNT: "SampleCount",
  AVG: "Average",
};

const shape =
  /^SELECT\s+(SUM|MAX|MIN|COUNT|AVG)\s*\(\s*"?([\w.]+)"?\s*\)\s+FROM\s+(?:SCHEMA\s*\(\s*"([^"]+)"\s*((?:,\s*"?\w+"?\s*)*)\)|"([^"]+)")(?:\s+WHERE\s+(.+?))?(?:\s+GROUP\s+BY\s+(.+?))?(?:\s+ORDER\s+BY\s+(SUM|MAX|MIN|COUNT|AVG)\s*\(\s*\)(?:\s+(ASC|DESC))?)?(?:\s+LIMIT\s+(\d+))?\s*$/is;

/**
 * Reads a Metrics Insights query, and finds its series anew each time it is asked.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function metricsInsights(
  text: string,
  metrics: Metrics,
): (from: number, to: number) => InsightsSeries[] {
  const match = shape.exec(text.trim());
  if (!match) throw new Error(`The local stage cannot read the Metrics Insights query "${text}".`);
  const [, fold = "", name = "", inSchema, schemaKeys = "", plain] = match;
  const [, , , , , , where, groupBy, orderBy, direction = "ASC", limit] = match;
  const namespace = inSchema ?? plain ?? "";
  const keys = inSchema === undefined ? undefined : words(schemaKeys);
  const conditions = (where ?? "")
    .split(/\s+AND\s+/i)
    .filter(Boolean)
    .map(condition(text));
  const groups = words(groupBy ?? "");
  const statistic = folds[fold.toUpperCase()] as string;

  return (from, to) => {
    const found = new Map<string, MetricName[]>();
    for (const metric of metrics.find(namespace, name, keys)) {
      if (!conditions.every((holds) => holds(metric))) continue;
      if (!groups.every((key) => key in metric.dimensions)) continue;
      const label = groups.map((key) => metric.dimensions[key]).join(" ") || `${fold}(${name})`;
      found.set(label, [...(found.get(label) ?? []), metric]);
    }
    const series = [...found].map(([label, members]): InsightsSeries => {
      const value = (start: number, end: number) => join(metrics, statistic, members, start, end);
      return { label, value };
    });
    const rank = (one: InsightsSeries) => one.value(from, to) ?? 0;
    const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
    if (orderBy) series.sort((one, other) => sign * (rank(one) - rank(other)));
    return limit ? series.slice(0, Number(limit)) : series;
  };
}

function join(
  metrics: Metrics,
  statistic: string,
  members: readonly MetricName[],
  from: number,
  to: number,
): number | undefined {
  const all = (one: string) =>
    members.flatMap((member) => metrics.statistic(member, one, from, to) ?? []);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  if (all("SampleCount").length === 0) return undefined;
  if (statistic === "Average") return total(all("Sum")) / total(all("SampleCount"));
  if (statistic === "Maximum") return Math.max(...all(statistic));
  return statistic === "Minimum" ? Math.min(...all(statistic)) : total(all(statistic));
}

const words = (text: string) =>
  text
    .split(",")
    .map((one) => one.trim().replaceAll('"', ""))
    .filter(Boolean);

function condition(query: string) {
  return (text: string): ((metric: MetricName) => boolean) => {
    const match = /^\s*"?(\w+)"?\s*(=|!=)\s*'([^']*)'\s*$/.exec(text);
    if (!match) {
      throw new Error(`The local stage does not know "${text.trim()}" in the query "${query}".`);
    }
    const [, key = "", operator, value] = match;
    return ({ dimensions }) => (dimensions[key] === value) === (operator === "=");
  };
}
