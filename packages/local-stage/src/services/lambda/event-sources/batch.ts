import type { InvocationResult } from "../../../invocation";
import type { StreamRecord } from "./source";

/** The knobs of an event source mapping that decide what happens to a batch. */
export interface BatchRules {
  readonly bisect: boolean;
  /** Infinity where the mapping says -1. */
  readonly retries: number;
  readonly reportsItemFailures: boolean;
  /** Records older than this are given up. */
  isTooOld(record: StreamRecord): boolean;
}

export interface BatchActions {
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  /** Called as soon as everything up to this record is done or given up, so a restart goes on behind it. */
  done(last: StreamRecord): void;
  giveUp(
    records: readonly StreamRecord[],
    condition: "RetryAttemptsExhausted" | "RecordAgeExceeded",
    attempts: number,
  ): void;
  /** Waits before the next attempt. */
  pause(attempt: number): Promise<void>;
  /** True once the stage closes: what has failed since then is left for the next run. */
  stopped(): boolean;
}

/**
 * Brings one batch to its end as Lambda does: in order, again from the first failure, in halves where
 * the mapping bisects, until the retries or the age run out and the records go to the failure queue.
 * Resolves to false when it was stopped.
 */
export async function processBatch(
  batch: readonly StreamRecord[],
  rules: BatchRules,
  actions: BatchActions,
): Promise<boolean> {
  // Halves wait here, first one first; each keeps count of the attempts at its own records.
  const queue: { records: readonly StreamRecord[]; attempts: number }[] = [
    { records: batch, attempts: 0 },
  ];
  for (let work = queue.shift(); work; work = queue.shift()) {
    const { records, attempts } = work;
    const last = records.at(-1);
    if (!last) continue;
    const old = records.filter(rules.isTooOld);
    if (old.length > 0) {
      actions.giveUp(old, "RecordAgeExceeded", attempts);
      actions.done(old.at(-1) as StreamRecord);
      queue.unshift({ records: records.slice(old.length), attempts });
      continue;
    }
    const failedAt = await firstFailure(records, rules, actions);
    if (failedAt === undefined) {
      actions.done(last);
      continue;
    }
    if (actions.stopped()) return false;
    if (failedAt > 0) actions.done(records[failedAt - 1] as StreamRecord);
    const rest = records.slice(failedAt);
    // What got further starts counting anew: its first record has not been tried as the first yet.
    const tried = failedAt > 0 ? 1 : attempts + 1;
    if (tried > rules.retries && (!rules.bisect || rest.length === 1)) {
      actions.giveUp(rest, "RetryAttemptsExhausted", tried);
      actions.done(last);
      continue;
    }
    await actions.pause(tried);
    if (actions.stopped()) return false;
    if (rules.bisect && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      queue.unshift(
        { records: rest.slice(0, middle), attempts: 0 },
        { records: rest.slice(middle), attempts: 0 },
      );
    } else {
      queue.unshift({ records: rest, attempts: tried });
    }
  }
  return true;
}

/** The index of the first record to try again; undefined when all are done. */
async function firstFailure(
  records: readonly StreamRecord[],
  rules: BatchRules,
  actions: BatchActions,
): Promise<number | undefined> {
  const result = await actions.invoke(records);
  if (!result.ok) return 0;
  if (!rules.reportsItemFailures) return undefined;
  const reply = result.payload as { batchItemFailures?: { itemIdentifier?: unknown }[] } | null;
  const failures = reply?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const places = failures.map(({ itemIdentifier }) =>
    records.findIndex((record) => record.dynamodb.SequenceNumber === itemIdentifier),
  );
  // An identifier that is not in the batch makes all of it a failure, as on Lambda.
  return places.includes(-1) ? 0 : Math.min(...places);
}
