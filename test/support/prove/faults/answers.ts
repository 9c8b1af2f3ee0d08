import type { Random } from "./random";

/** A refusal as DynamoDB writes it. */
export interface ErrorAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const model = "com.amazonaws.dynamodb.v20120810";

/**
 * The answer of a table that gets more calls than it takes. For a transaction DynamoDB says it in one of
 * two ways: for the whole call, or as the reason why one of its items cancelled it.
 */
export function throttledAnswer(action: string, input: unknown, random: Random): ErrorAnswer {
  const items = transactItems(input);
  if (items > 0 && random.chance(0.5)) {
    return cancelled(items, random, {
      Code: random.pick(["ThrottlingError", "ProvisionedThroughputExceeded"]),
      Message: "Throughput exceeds the current capacity for one or more global secondary indexes.",
    });
  }
  return random.chance(0.5)
    ? refusal(
        "com.amazon.coral.availability#ThrottlingException",
        `Rate of ${action} exceeds the current capacity of the table.`,
      )
    : refusal(
        `${model}#ProvisionedThroughputExceededException`,
        "The level of configured provisioned throughput for the table was exceeded.",
      );
}

/** The answer to a write, or a transaction, whose items another transaction is at; nothing for other calls. */
export function conflictAnswer(
  action: string,
  input: unknown,
  random: Random,
): ErrorAnswer | undefined {
  const items = transactItems(input);
  if (items > 0) {
    return cancelled(items, random, {
      Code: "TransactionConflict",
      Message: "Transaction is ongoing for the item",
    });
  }
  if (!/^(Put|Update|Delete)Item$/.test(action)) return undefined;
  return refusal(`${model}#TransactionConflictException`, "Transaction is ongoing for the item");
}

/** A transaction that one of its items cancelled, with a reason for each of them. */
function cancelled(
  items: number,
  random: Random,
  reason: { readonly Code: string; readonly Message: string },
): ErrorAnswer {
  const guilty = random.below(items);
  const reasons = Array.from({ length: items }, (_, index) =>
    index === guilty ? reason : { Code: "None" },
  );
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return refusal(
    `${model}#TransactionCanceledException`,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function refusal(type: string, message: string, details: object = {}): ErrorAnswer {
  return {
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-errortype": type.split("#").at(-1) as string,
    },
    body: JSON.stringify({ __type: type, message, Message: message, ...details }),
  };
}

function transactItems(input: unknown): number {
  const { TransactItems } = input as { readonly TransactItems?: readonly unknown[] };
  return TransactItems?.length ?? 0;
}
