import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { readTogether } from "../../runtime/transaction";
import type { Booking } from "../booking";
import { owing } from "./owed";

/** The bookings that owe their customers a message; the index lags a moment behind the table. */
export interface OwedMessages {
  /** The ids of those whose turn has come, first those whose turn came first. */
  due(now: string, most: number): Promise<string[]>;
  /** Those that have owed it since before a moment. */
  since(moment: string): Promise<Booking[]>;
}

/** As many as one read takes; the desk has more to do than calling them all. */
const mostShown = 100;

/** They are in an index of their own, which holds nothing else: asking costs as good as nothing. */
export function owedMessages(client = documents()): OwedMessages {
  const ids = async (until: string, Limit: number): Promise<string[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName("bookings"),
        IndexName: "owed-index",
        KeyConditionExpression: "owing = :owing AND owedFrom <= :until",
        ExpressionAttributeValues: { ":owing": owing, ":until": until },
        Limit,
      }),
    );
    return Items.map(({ bookingId }) => bookingId as string);
  };
  return {
    due: ids,
    async since(moment) {
      const keys = (await ids("9", mostShown)).map((bookingId) => ({ bookingId }));
      const found = await readTogether(client, tableName("bookings"), keys);
      return (found as (Booking | undefined)[]).filter(
        (booking): booking is Booking => (booking?.owedSince ?? "9") <= moment,
      );
    },
  };
}
