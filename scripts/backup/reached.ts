import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** A DynamoDB to talk to, and what the program on it exports. */
export interface Reached {
  readonly client: DynamoDBClient;
  readonly outputs: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}
