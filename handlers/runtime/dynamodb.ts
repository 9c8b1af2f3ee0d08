import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

let shared: DynamoDBDocumentClient | undefined;

/** The DynamoDB client of this container; it takes and returns plain JavaScript values. */
export function documents(): DynamoDBDocumentClient {
  shared ??= DynamoDBDocumentClient.from(
    // A table answers in milliseconds; a longer wait would only use up the function's time.
    new DynamoDBClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return shared;
}

/** Waits for a conditional write; false where its condition does not hold. */
export async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
