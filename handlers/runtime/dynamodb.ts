import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

let shared: DynamoDBDocumentClient | undefined;

/** The DynamoDB client of this container; it takes and returns plain JavaScript values. */
export function documents(): DynamoDBDocumentClient {
  shared ??= DynamoDBDocumentClient.from(
    new DynamoDBClient({
      // A table answers in milliseconds. All tries together end within a function's time, so that
      // an outage is answered as one.
      maxAttempts: 4,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return shared;
}
