import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { log } from "./log";

/** One change of an item, as plain values. */
export interface Change<Item> {
  /** The stream's id of the event: the same on every delivery. */
  readonly id: string;
  readonly before?: Item;
  readonly after?: Item;
}

/**
 * The attribute that marks an item while a backup writes it. Customers have heard of a restored booking
 * and restored reviews are counted already, so neither may happen again.
 */
export const backupMark = "writtenByBackup";

/**
 * Makes the Lambda handler of a table's stream: `act` sees each change in order, except those that a
 * backup makes. A change that throws is reported by itself: those before it are done, and it is
 * delivered again, so `act` must cope with seeing a change twice.
 */
export function eachChange<Item>(
  act: (change: Change<Item>) => Promise<void>,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records }) => {
    const batchItemFailures: DynamoDBBatchResponse["batchItemFailures"] = [];
    for (const record of Records) {
      try {
        if (isByBackup(record)) continue;
        await act(changeOf<Item>(record));
      } catch (error) {
        log.error({ event: "stream.failed", record: record.eventID }, error);
        batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" });
      }
    }
    return { batchItemFailures };
  };
}

/**
 * Whether a backup wrote, marked or unmarked the item: only then does the mark differ. A customer's own
 * change meanwhile has the mark before and after.
 */
function isByBackup({ dynamodb }: DynamoDBRecord): boolean {
  return dynamodb?.OldImage?.[backupMark]?.S !== dynamodb?.NewImage?.[backupMark]?.S;
}

function changeOf<Item>({ eventID, dynamodb }: DynamoDBRecord): Change<Item> {
  if (!eventID) throw new Error("The stream record has no id.");
  const image = (values: unknown) =>
    values ? (unmarshall(values as Record<string, AttributeValue>) as Item) : undefined;
  const before = image(dynamodb?.OldImage);
  const after = image(dynamodb?.NewImage);
  return { id: eventID, ...(before && { before }), ...(after && { after }) };
}
