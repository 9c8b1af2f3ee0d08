import type { AlarmSources, AlarmSpec } from "./alarm-spec";
import { apiAlarms } from "./api-alarms";
import { dataAlarms } from "./data-alarms";
import { edgeAlarms } from "./edge-alarms";
import { functionAlarms } from "./function-alarms";

/**
 * Every alarm of a stage. CloudWatch gives ten metrics away; these read ten, and an eleventh with
 * `edgeMetrics`. The throttles of tables do not count: they have no metric until one happens.
 */
export function alarmList(sources: AlarmSources): AlarmSpec[] {
  return [
    ...functionAlarms(sources),
    ...apiAlarms(sources),
    ...dataAlarms(sources),
    ...edgeAlarms(sources),
  ];
}
