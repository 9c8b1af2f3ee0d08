import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../dynamodb";
import { tableName } from "../environment";
import type { Booking } from "./booking";

/** The bookings of a day, for what runs by the clock. */
export interface Diary {
  /** The ids of a business date's bookings, whatever became of them; a moment behind the table. */
  idsOn(date: string): AsyncIterable<string>;
  /** The booking as it is at this very moment. */
  read(bookingId: string): Promise<Booking | undefined>;
}

/** The diary on DynamoDB. */
export function diary(client = documents()): Diary {
  return {
    async *idsOn(date) {
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: tableName("bookings"),
            IndexName: "date-time-index",
            KeyConditionExpression: "appointmentDate = :date",
            ProjectionExpression: "bookingId",
            ExpressionAttributeValues: { ":date": date },
            ExclusiveStartKey,
          }),
        );
        for (const { bookingId } of page.Items ?? []) yield bookingId as string;
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    },
    async read(bookingId) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName("bookings"),
          Key: { bookingId },
          ConsistentRead: true,
        }),
      );
      return Item as Booking | undefined;
    },
  };
}
