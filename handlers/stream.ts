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
 * Makes the Lambda handler of a table's stream: `act` sees each change in order. A change that throws
 * is reported alone, so the ones before it are done and it is tried again; `act` must therefore bear
 * seeing a change twice.
 */
export function eachChange<Item>(
  act: (change: Change<Item>) => Promise<void>,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records }) => {
    const batchItemFailures: DynamoDBBatchResponse["batchItemFailures"] = [];
    for (const record of Records) {
      try {
        await act(changeOf<Item>(record));
      } catch (error) {
        log.error({ event: "stream.failed", record: record.eventID }, error);
        batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" });
      }
    }
    return { batchItemFailures };
  };
}

function changeOf<Item>({ eventID, dynamodb }: DynamoDBRecord): Change<Item> {
  if (!eventID) throw new Error("A stream record came without its id.");
  const image = (values: unknown) =>
    values ? (unmarshall(values as Record<string, AttributeValue>) as Item) : undefined;
  const before = image(dynamodb?.OldImage);
  const after = image(dynamodb?.NewImage);
  return { id: eventID, ...(before && { before }), ...(after && { after }) };
}
