import { randomUUID } from "node:crypto";
import { accountId } from "../aws-values";
import type { Graph, Resource } from "../graph";
import type { InvocationResult, Invoke } from "../invocation";
import type { Log } from "../log";
import { type NextTime, scheduleExpression } from "./expression";

/** Types that this module serves. */
export const scheduleTypes = [
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
] as const;

export interface SchedulesOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly invoke: Invoke;
  readonly log: Log;
}

/** The rules of the program that run by the clock. */
export interface Schedules {
  /** Runs a rule's targets now, by its logical or physical name. */
  runNow(rule: string): Promise<InvocationResult[]>;
  close(): void;
}

interface Rule {
  readonly resource: Resource;
  readonly next: NextTime;
  due: number | undefined;
}

/** A laptop sleeps and its clock jumps: the time is looked at anew at least this often. */
const longestWaitMs = 30_000;

/** Invokes the targets of every captured, enabled rule that has a schedule, when it is due. */
export function startSchedules({ graph, region, invoke, log }: SchedulesOptions): Schedules {
  const now = Date.now();
  const rules = graph
    .ofType(scheduleTypes[0])
    .filter(({ inputs }) => inputs.scheduleExpression && !isDisabled(inputs))
    .map((resource): Rule => {
      const next = scheduleExpression(resource.inputs.scheduleExpression, now);
      return { resource, next, due: next(now) };
    });
  for (const { name, inputs } of graph.ofType(scheduleTypes[0])) {
    if (inputs.eventPattern) log(`${name}: waits for events of AWS, which do not happen here`);
  }
  let timer: NodeJS.Timeout | undefined;

  function run({ outputs }: Resource): Promise<InvocationResult[]> {
    const targets = graph
      .ofType(scheduleTypes[1])
      .filter(({ inputs }) => [outputs.name, outputs.arn].includes(inputs.rule));
    const caller = { principal: "events.amazonaws.com", sourceArn: outputs.arn as string };
    return Promise.all(
      targets.map(({ inputs }) =>
        invoke(
          inputs.arn,
          inputs.input ? JSON.parse(inputs.input) : scheduledEvent(outputs.arn, region),
          caller,
        ),
      ),
    );
  }

  function tick(): void {
    const time = Date.now();
    for (const rule of rules) {
      if (rule.due === undefined || rule.due > time) continue;
      rule.due = rule.next(time);
      log(`schedule: ${rule.resource.name} is due`);
      void run(rule.resource);
    }
    wait();
  }

  function wait(): void {
    const dueTimes = rules.flatMap(({ due }) => due ?? []);
    if (dueTimes.length === 0) return;
    const milliseconds = Math.min(Math.max(Math.min(...dueTimes) - Date.now(), 0), longestWaitMs);
    timer = setTimeout(tick, milliseconds);
    timer.unref();
  }

  wait();
  return {
    async runNow(wanted) {
      const rule = graph
        .ofType(scheduleTypes[0])
        .find(({ name, outputs }) => name === wanted || outputs.name === wanted);
      if (!rule) throw new Error(`The program declares no rule ${wanted}.`);
      return run(rule);
    },
    close: () => clearTimeout(timer),
  };
}

function isDisabled(inputs: Resource["inputs"]): boolean {
  return inputs.state === "DISABLED" || inputs.isEnabled === false;
}

function scheduledEvent(ruleArn: string, region: string) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: accountId,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region,
    resources: [ruleArn],
    detail: {},
  };
}
