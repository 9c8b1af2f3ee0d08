import { type Markdown, md, words } from "../report/markdown";
import type { DescribedChange, ResourceChange } from "../resources/resource-changes";
import { counted, type Section } from "../section";
import type { Properties } from "../snapshot";

const types = [
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  "aws:budgets/budget:Budget",
];

/** The alarms and budgets that change, with what each watches. */
export function alarmSection(changes: readonly ResourceChange[]): Section {
  const alarms = changes.filter(({ resource }) => types.includes(resource.type));
  const gone = alarms.filter(({ kind }) => kind === "deleted");
  return {
    title: `Alarms: ${counted(alarms.length, "changes", "change")}`,
    warnings: gone.map(({ resource }) => md`**Alarm deleted**: ${resource.name}.`),
    lines: alarms.map(line),
  };
}

function line({ kind, resource, properties }: ResourceChange): Markdown {
  const { name, inputs } = resource;
  if (kind === "created") return md`- ${name} is new: ${watched(inputs)}.`;
  if (kind === "deleted") return md`- ${name} is **deleted**. It watched ${watched(inputs)}.`;
  const said = properties.map(changed);
  return md`- ${name}: ${words(said.map(({ text }) => text).join("; "))}. It watches ${watched(inputs)}.`;
}

function changed({ path, before, after }: DescribedChange): Markdown {
  const text = (one: unknown) =>
    typeof one === "string" ? one : one === undefined ? "none" : JSON.stringify(one);
  return md`${path} ${text(before)} → ${text(after)}`;
}

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: "≥",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "≤",
};

/** "`Errors` > 5 in 1 of 1 periods of 300 s". */
function watched(inputs: Properties): Markdown {
  if (inputs.alarmRule !== undefined) return md`${String(inputs.alarmRule)}`;
  if (inputs.limitAmount !== undefined) {
    return md`spending above ${String(inputs.limitAmount)} ${String(inputs.limitUnit)}`;
  }
  const queries: Properties[] = inputs.metricQueries ?? [];
  const query = queries.find(({ returnData }) => returnData === true);
  const metric = inputs.metricName ?? query?.expression ?? query?.metric?.metricName ?? "a metric";
  const period = inputs.period ?? query?.period ?? queries.find((one) => one.metric)?.metric.period;
  const of = Number(inputs.evaluationPeriods ?? 1);
  const comparison = words(comparisons[inputs.comparisonOperator] ?? "against");
  const threshold = String(inputs.threshold ?? "a band");
  return md`${String(metric)} ${comparison} ${threshold} in ${Number(inputs.datapointsToAlarm ?? of)} of ${of} periods of ${String(period)} s`;
}
