import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

/** The writes of one transaction. */
export type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/** Whether the transaction was written; if not, the indexes of the failed conditions, and whether the items were busy. */
export type TransactionResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly failed: readonly number[]; readonly busy: boolean };

const attempts = 8;

/**
 * Writes all or nothing. The SDK does not retry cancelled transactions, so one that only conflicted with
 * another is retried with jitter. A failed condition is a result and is returned at once, unless another
 * write was in conflict, because then the result may still change.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: Writes,
  /** Indexes of writes whose failed condition is final, whatever happened to the others. */
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
