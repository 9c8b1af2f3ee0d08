import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { log } from "./log";

/** One change of an item, as plain values. */
export interface Change<Item> {
  /** The stream's own id of the event: the same however often it is delivered. */
  readonly id: string;
  readonly before?: Item;
  readonly after?: Item;
}

/**
 * The attribute that marks what a backup writes, for as long as it takes to write it. Customers were
 * told and reviews were counted when it happened, and must not be again because it comes back.
 */
export const backupMark = "writtenByBackup";

/**
 * Makes the Lambda handler of a table's stream: `act` sees each change in order, but for those that a
 * backup makes. A change that throws is reported alone, so the ones before it are done and it is tried
 * again; `act` must therefore bear seeing a change twice.
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
 * Whether a backup wrote, marked or unmarked the item: only then does the mark differ. What a customer
 * changes while the mark is there has it before and after.
 */
function isByBackup({ dynamodb }: DynamoDBRecord): boolean {
  return dynamodb?.OldImage?.[backupMark]?.S !== dynamodb?.NewImage?.[backupMark]?.S;
}

function changeOf<Item>({ eventID, dynamodb }: DynamoDBRecord): Change<Item> {
  if (!eventID) throw new Error("A stream record came without its id.");
  const image = (values: unknown) =>
    values ? (unmarshall(values as Record<string, AttributeValue>) as Item) : undefined;
  const before = image(dynamodb?.OldImage);
  const after = image(dynamodb?.NewImage);
  return { id: eventID, ...(before && { before }), ...(after && { after }) };
}
