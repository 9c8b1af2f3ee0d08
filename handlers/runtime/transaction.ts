import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { Unavailable } from "./outage";

/** The writes of one transaction. */
export type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/** Whether the transaction was written; if not, the indexes of the failed conditions. */
export type TransactionResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly failed: readonly number[] };

const attempts = 8;

/**
 * Writes all or nothing; what the stores write goes through here, but for mere counts. A token tells the table which
 * writes are one and the same, so that one whose answer was lost, and which the SDK repeats, succeeds as
 * the first did. What only conflicted with another write is tried again with jitter. A failed condition
 * is a result and is returned at once, unless another write was in conflict, because then it may
 * still change. Throws `Unavailable` where the items stay busy.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: Writes,
  /** Indexes of writes whose failed condition is final, whatever happened to the others. */
  decisive: readonly number[] = [],
): Promise<TransactionResult> {
  const command = { TransactItems: writes, ClientRequestToken: randomUUID() };
  return untilQuiet(async () => {
    try {
      await client.send(new TransactWriteCommand(command));
      return { ok: true };
    } catch (error) {
      const codes = cancellationCodes(error);
      const failed = codes.flatMap((code, index) =>
        code === "ConditionalCheckFailed" ? [index] : [],
      );
      const decided = failed.some((index) => decisive.includes(index)) || !codes.some(isBusy);
      if (failed.length > 0 && decided) return { ok: false, failed };
      if (decided) throw error;
      return undefined;
    }
  });
}

/** Writes one item if its condition holds; false where it doesn't. */
export async function transactOne(
  client: DynamoDBDocumentClient,
  write: Writes[number],
): Promise<boolean> {
  return (await transact(client, [write])).ok;
}

/**
 * Reads items of a table as they are at one moment, in the order of their keys: never halfway through
 * a transaction, as other reads of several items may be.
 */
export async function readTogether(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Readonly<Record<string, unknown>>[],
): Promise<(Record<string, unknown> | undefined)[]> {
  if (keys.length === 0) return [];
  const TransactItems = keys.map((Key) => ({ Get: { TableName: tableName, Key } }));
  return untilQuiet(async () => {
    try {
      const { Responses = [] } = await client.send(new TransactGetCommand({ TransactItems }));
      return Responses.map(({ Item }) => Item);
    } catch (error) {
      if (!cancellationCodes(error).some(isBusy)) throw error;
      return undefined;
    }
  });
}

/** Repeats, with growing pauses, what found its items busy. */
async function untilQuiet<Result>(act: () => Promise<Result | undefined>): Promise<Result> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const result = await act();
    if (result !== undefined) return result;
    if (attempt < attempts) await pause(Math.random() * Math.min(20 * 2 ** attempt, 500));
  }
  throw new Unavailable("Others kept writing the same items.");
}

/** Why each part of a transaction was cancelled; rethrows what is no cancellation. */
function cancellationCodes(error: unknown): (string | undefined)[] {
  // The first try is still at work, and its answer was lost.
  if ((error as { name?: unknown }).name === "TransactionInProgressException") return [inProgress];
  if (!(error instanceof TransactionCanceledException)) throw error;
  return (error.CancellationReasons ?? []).map((reason) => reason.Code);
}

const inProgress = "TransactionInProgress";

function isBusy(code: string | undefined): boolean {
  return (
    code === inProgress ||
    code === "TransactionConflict" ||
    code === "ThrottlingError" ||
    code === "ProvisionedThroughputExceeded"
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
