import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { addDays } from "../../contract/rules/calendar";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import type { Booking } from "./booking";

/** A range of business dates, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The bookings as the owner lists them: by date, time and id; the indexes lag a moment behind the table. */
export interface BookingLists {
  onDays(days: Days): AsyncIterable<Booking>;
  /** Those of one e-mail address; all of them where no days are given. */
  ofCustomer(email: string, days: Partial<Days>): AsyncIterable<Booking>;
}

/** Days that are queried at once: one by one, three months would take half a second. */
const daysAtOnce = 7;

/** The lists on DynamoDB's indexes; the table's name comes from the environment. */
export function bookingLists(client = documents()): BookingLists {
  /** Everything that matches, sorted here because an index leaves ties in any order; a day or a customer has few. */
  const all = async (
    index: string,
    condition: string,
    values: Record<string, string>,
  ): Promise<Booking[]> => {
    const bookings: Booking[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName("bookings"),
          IndexName: index,
          KeyConditionExpression: condition,
          ExpressionAttributeValues: values,
          ExclusiveStartKey,
        }),
      );
      bookings.push(...((page.Items ?? []) as Booking[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return bookings.sort(inOrder);
  };

  return {
    async *onDays({ from, to }) {
      for (let first = from; first <= to; first = addDays(first, daysAtOnce)) {
        const dates = Array.from({ length: daysAtOnce }, (_, index) => addDays(first, index));
        const days = await Promise.all(
          dates
            .filter((date) => date <= to)
            .map((date) => all("date-time-index", "appointmentDate = :date", { ":date": date })),
        );
        yield* days.flat();
      }
    },

    async *ofCustomer(email, { from = "0", to = "9" }) {
      yield* await all(
        "email-date-index",
        "customerEmail = :email AND appointmentDate BETWEEN :from AND :to",
        { ":email": email, ":from": from, ":to": to },
      );
    },
  };
}

/** What puts bookings in order; as a cursor, the last booking of a page. */
export type BookingKey = Pick<Booking, "appointmentDate" | "appointmentTime" | "bookingId">;

/** Compares by date, time and id. */
export function inOrder(one: BookingKey, other: BookingKey): number {
  const position = (booking: BookingKey) =>
    `${booking.appointmentDate} ${booking.appointmentTime} ${booking.bookingId}`;
  return position(one) < position(other) ? -1 : position(one) > position(other) ? 1 : 0;
}
