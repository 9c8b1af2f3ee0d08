import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

/** The writes of one transaction, all or nothing. */
export type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/** Which write's condition failed (its index), or that others kept the items busy. */
export type TransactionResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly failed: readonly number[]; readonly busy: boolean };

const attempts = 8;

/**
 * Writes all or nothing. The SDK does not retry a cancelled transaction, so one that only met another
 * in flight is tried again with jitter; a failed condition is an answer and is returned at once,
 * unless a write beside it was in conflict, because then the answer may still change.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: Writes,
  /** Indexes whose failed condition decides at once, whatever happened to the others. */
  decisive: readonly number[] = [],
): Promise<TransactionResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return { ok: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      const failed = codes.flatMap((code, index) =>
        code === "ConditionalCheckFailed" ? [index] : [],
      );
      const busy = codes.some(
        (code) => code === "TransactionConflict" || code === "ThrottlingError",
      );
      if (failed.length === 0 && !busy) throw error;
      const decided = failed.some((index) => decisive.includes(index)) || !busy;
      if (decided || attempt === attempts) return { ok: false, failed, busy: !decided };
      await pause(Math.random() * Math.min(20 * 2 ** attempt, 500));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
