import { accountId } from "../../account";
import type { Alarm } from "./alarm";
import type { AlarmDefinition } from "./alarm-definition";

// biome-ignore lint/suspicious/noExplicitAny: a captured metric query
type Query = any;

/** What CloudWatch publishes when an alarm changes. */
export function alarmNotification(
  definition: AlarmDefinition,
  before: Alarm,
  alarm: Alarm,
  region: string,
): { subject: string; message: string } {
  const place = regionNames[region] ?? region;
  return {
    // SNS takes subjects of at most 100 characters.
    subject: `${alarm.state}: "${alarm.name}" in ${place}`.slice(0, 100),
    message: JSON.stringify({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description || null,
      AWSAccountId: accountId,
      NewStateValue: alarm.state,
      NewStateReason: alarm.reason,
      StateChangeTime: alarm.since.replace("Z", "+0000"),
      Region: place,
      AlarmArn: alarm.arn,
      OldStateValue: before.state,
      OKActions: definition.actions.OK,
      AlarmActions: definition.actions.ALARM,
      InsufficientDataActions: definition.actions.INSUFFICIENT_DATA,
      Trigger: triggerOf(definition),
    }),
  };
}

/** CloudWatch writes the region's name and not its code. */
const regionNames: Readonly<Record<string, string>> = {
  "ca-central-1": "Canada (Central)",
  "us-east-1": "US East (N. Virginia)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-3": "EU (Paris)",
  "eu-central-1": "EU (Frankfurt)",
  "af-south-1": "Africa (Cape Town)",
};

function triggerOf({ inputs, periodSeconds }: AlarmDefinition) {
  const { statistic, extendedStatistic, metricQueries = [] } = inputs;
  const common = {
    Period: periodSeconds,
    EvaluationPeriods: inputs.evaluationPeriods,
    DatapointsToAlarm: inputs.datapointsToAlarm ?? inputs.evaluationPeriods,
    ComparisonOperator: inputs.comparisonOperator,
    Threshold: inputs.threshold,
    TreatMissingData: inputs.treatMissingData ?? "missing",
    EvaluateLowSampleCountPercentile: "",
  };
  if (metricQueries.length > 0) return { ...common, Metrics: metricQueries.map(queryOf) };
  return {
    MetricName: inputs.metricName,
    Namespace: inputs.namespace,
    ...(extendedStatistic
      ? { StatisticType: "ExtendedStatistic", ExtendedStatistic: extendedStatistic }
      : { StatisticType: "Statistic", Statistic: shout(statistic) }),
    Unit: null,
    Dimensions: dimensionsOf(inputs.dimensions),
    ...common,
  };
}

function queryOf({ id, expression, label, metric, returnData }: Query) {
  return {
    Id: id,
    ...(expression && { Expression: expression }),
    ...(label && { Label: label }),
    ...(metric && {
      MetricStat: {
        Metric: {
          Dimensions: dimensionsOf(metric.dimensions),
          MetricName: metric.metricName,
          Namespace: metric.namespace,
        },
        Period: metric.period,
        Stat: metric.stat,
      },
    }),
    ReturnData: returnData ?? false,
  };
}

function dimensionsOf(dimensions: Readonly<Record<string, string>> = {}) {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}

/** "SampleCount" is SAMPLE_COUNT there. */
function shout(statistic: string): string {
  return String(statistic)
    .replace(/\B[A-Z]/g, "_$&")
    .toUpperCase();
}
