import type { Graph } from "../../graph";
import { type Log, oneLine } from "../../log";
import type { Alarm } from "./alarm";
import { type AlarmDefinition, type Breach, readAlarm } from "./alarm-definition";
import { type Metrics, slotMs } from "./metrics";
import { alarmNotification } from "./notification";

/** The alarms of the program. */
export interface Alarms {
  list(): readonly Alarm[];
  /** Looks at every alarm now; resolves when those told have been told. */
  evaluateNow(): Promise<void>;
}

export interface AlarmsOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly metrics: Metrics;
  readonly publish: (
    topicArn: string,
    publication: {
      subject: string;
      message: string;
      source: { principal: string; sourceArn: string };
    },
  ) => Promise<unknown>;
  readonly log: Log;
  readonly now: () => number;
}

interface Watched {
  readonly definition: AlarmDefinition;
  alarm: Alarm;
  /** An alarm that was never looked at tells nobody that all is well. */
  isNew: boolean;
}

/** Watches the captured alarms; one that cannot be simulated says so and stays INSUFFICIENT_DATA. */
export function watchAlarms(options: AlarmsOptions): Alarms {
  const { graph, region, metrics, log, now } = options;
  const since = new Date(now()).toISOString();
  const watched = graph
    .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
    .flatMap((resource): Watched[] => {
      try {
        const definition = readAlarm(resource, region, metrics);
        const { name, description, arn } = definition;
        const reason = "Unchecked: Initial alarm creation";
        const alarm: Alarm = { name, description, arn, state: "INSUFFICIENT_DATA", reason, since };
        return [{ definition, alarm, isNew: true }];
      } catch (error) {
        log(`${resource.name}: not simulated. ${oneLine(error)}`);
        return [];
      }
    });

  async function evaluate(one: Watched, end: number): Promise<void> {
    const { definition } = one;
    let breach: Breach;
    try {
      breach = definition.judge(end, one.alarm.state);
    } catch (error) {
      log(`${definition.name}: not simulated. ${oneLine(error)}`);
      one.alarm = { ...one.alarm, reason: oneLine(error) };
      return;
    }
    const before = one.alarm;
    // At every start each alarm is new: on AWS that is once in its life, and its first OK is told.
    const quiet = one.isNew && breach.state !== "ALARM";
    one.isNew = false;
    if (breach.state === before.state) return;
    one.alarm = {
      ...before,
      state: breach.state,
      reason: breach.reason,
      since: new Date(now()).toISOString(),
    };
    if (quiet) return;
    log(`alarm: ${definition.name} is ${breach.state}. ${breach.reason}`);
    const actions = definition.actions[breach.state];
    const { subject, message } = alarmNotification(definition, before, one.alarm, region);
    const source = { principal: "cloudwatch.amazonaws.com", sourceArn: definition.arn };
    await Promise.all(
      actions.map((arn) => {
        if (arn.split(":")[2] === "sns") return options.publish(arn, { subject, message, source });
        log(`${definition.name}: the local stage does not run the action ${arn}`);
        return undefined;
      }),
    );
  }

  return {
    list: () => watched.map(({ alarm }) => alarm),
    async evaluateNow() {
      const end = (Math.floor(now() / slotMs) + 1) * slotMs;
      await Promise.all(watched.map((one) => evaluate(one, end)));
    },
  };
}
