import type { Resource } from "../../../graph";
import { oneLine } from "../../../log";
import type { Message } from "../../sqs/message";
import { eventPattern } from "./event-pattern";
import type { MappedFunction, MappingOptions, RunningMapping } from "./mapping";
import { failedIds, passes, queueRecord } from "./queue-batch";

/** A message wakes the mapping, so looking seldom is enough for what becomes visible again. */
const lookEveryMs = 250;

/**
 * Brings the messages of a queue to one function, in batches. What the function took is deleted, what
 * failed can be taken again once the queue's visibility timeout is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function startQueueMapping(
  { name, inputs }: Resource,
  { target, role, functionArn }: MappedFunction,
  { graph, gate, lambda, services, region, log }: MappingOptions,
): RunningMapping {
  const queueArn = String(inputs.eventSourceArn);
  const { sqs } = services;
  const batchSize = Number(inputs.batchSize ?? 10);
  const windowMs = Number(inputs.maximumBatchingWindowInSeconds ?? 0) * 1000;
  const reports = (inputs.functionResponseTypes ?? []).includes("ReportBatchItemFailures");
  const filters = ((inputs.filterCriteria?.filters ?? []) as { pattern: string }[]).map(
    ({ pattern }) => eventPattern(pattern),
  );
  let open = true;
  let wake = () => {};
  let lastError = "";
  sqs.onSend((arn) => {
    if (arn === queueArn) wake();
  });

  /** Lambda creates no mapping that lacks any of it; here all of it is asked before every look. */
  function checkAccess(): void {
    const queue = graph.where("aws:sqs/queue:Queue", "arn", queueArn);
    if (!queue) throw new Error(`the program declares no queue ${queueArn}`);
    if (queue.inputs.fifoQueue) throw new Error("FIFO queues are not simulated");
    const visibility = Number(queue.inputs.visibilityTimeoutSeconds ?? 30);
    if (visibility < target.config.timeoutSeconds) {
      throw new Error(
        `the queue's visibility timeout, ${visibility} s, is shorter than the function's timeout, ${target.config.timeoutSeconds} s`,
      );
    }
    const missing = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].filter((action) =>
      gate.refusal(target.name, role, { action: `sqs:${action}`, resource: queueArn }),
    );
    if (missing.length === 0) return;
    const named = missing.map((action) => `sqs:${action}`).join(", ");
    throw new Error(`the role of ${target.name} may not do ${named} on ${queueArn}`);
  }

  async function work(batch: readonly Message[]): Promise<void> {
    const wanted = batch.filter((message) => passes(message, filters));
    // What no filter lets through is deleted, as on AWS.
    for (const message of batch) {
      if (!wanted.includes(message)) sqs.remove(queueArn, message.receipt);
    }
    if (wanted.length === 0) return;
    const Records = wanted.map((message) => queueRecord(message, queueArn, region));
    const result = await lambda.invoke(functionArn, { Records });
    const failed = failedIds(result, wanted, reports);
    for (const { id, receipt } of wanted) if (!failed.has(id)) sqs.remove(queueArn, receipt);
    if (result.ok && failed.size > 0) {
      log(`${target.name} reports ${failed.size} of ${wanted.length} messages as failed`);
    }
  }

  async function loop(): Promise<void> {
    let since: number | undefined;
    while (open) {
      let busy = false;
      try {
        checkAccess();
        const { visible } = sqs.count(queueArn);
        since = visible > 0 ? (since ?? Date.now()) : undefined;
        if (since !== undefined && (visible >= batchSize || Date.now() - since >= windowMs)) {
          since = undefined;
          const batch = sqs.receive(queueArn, batchSize);
          await work(batch);
          busy = batch.length > 0;
        }
        lastError = "";
      } catch (error) {
        // The same trouble is said once, not four times a second.
        if (open && String(error) !== lastError) log(`${name}: ${oneLine(error)}`);
        lastError = String(error);
      }
      if (open && !busy) await pause(since === undefined ? lookEveryMs : 25);
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(finish, milliseconds);
      function finish() {
        clearTimeout(timer);
        wake = () => {};
        done();
      }
      wake = finish;
    });
  }

  const running = loop();
  return {
    async close() {
      open = false;
      wake();
      await running;
    },
  };
}
