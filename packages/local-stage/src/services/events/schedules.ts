import { randomUUID } from "node:crypto";
import { accountId } from "../../account";
import type { Graph, Resource } from "../../graph";
import type { InvocationResult, Invoke } from "../../invocation";
import type { Log } from "../../log";
import type { Sns } from "../sns/sns";
import { type NextTime, scheduleExpression } from "./expression";
import { targetInput } from "./target-input";

export interface SchedulesOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly invoke: Invoke;
  /** For targets that are topics. */
  readonly publish: Sns["publish"];
  readonly log: Log;
}

/** The rules of the program that run by the clock. */
export interface Schedules {
  /** Runs a rule's targets now, by its logical or physical name, with an event or the clock's. */
  runNow(rule: string, event?: unknown): Promise<InvocationResult[]>;
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
export function startSchedules(options: SchedulesOptions): Schedules {
  const { graph, region, invoke, publish, log } = options;
  const now = Date.now();
  const rules = graph
    .ofType("aws:cloudwatch/eventRule:EventRule")
    .filter(({ inputs }) => inputs.scheduleExpression && !isDisabled(inputs))
    .map((resource): Rule => {
      const next = scheduleExpression(resource.inputs.scheduleExpression, now);
      return { resource, next, due: next(now) };
    });
  for (const { name, inputs } of graph.ofType("aws:cloudwatch/eventRule:EventRule")) {
    if (inputs.eventPattern) log(`${name}: waits for events of AWS, which do not happen here`);
  }
  let timer: NodeJS.Timeout | undefined;

  function run({ outputs }: Resource, event?: unknown): Promise<InvocationResult[]> {
    const targets = graph
      .ofType("aws:cloudwatch/eventTarget:EventTarget")
      .filter(({ inputs }) => [outputs.name, outputs.arn].includes(inputs.rule));
    const caller = { principal: "events.amazonaws.com", sourceArn: outputs.arn as string };
    const happened = event ?? scheduledEvent(outputs.arn, region);
    return Promise.all(
      targets.map(async ({ inputs }): Promise<InvocationResult> => {
        const message = targetInput(inputs, happened);
        if (!String(inputs.arn).includes(":sns:")) {
          return invoke(inputs.arn, JSON.parse(message), caller);
        }
        const result = await publish(inputs.arn, { message, source: caller });
        return result.ok
          ? { ok: true, payload: null }
          : { ok: false, reason: "denied", message: result.reason };
      }),
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
    async runNow(wanted, event) {
      const rule = graph
        .ofType("aws:cloudwatch/eventRule:EventRule")
        .find(({ name, outputs }) => name === wanted || outputs.name === wanted);
      if (!rule) throw new Error(`The program declares no rule ${wanted}.`);
      return run(rule, event);
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
