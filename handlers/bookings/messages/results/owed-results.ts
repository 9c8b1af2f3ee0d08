import type { Booking } from "../../booking";
import type { MessageKind, MessageResult } from "../message";
import type { Owed } from "../owed";
import type { BookingUpdates } from "./update-booking";

/** What a booking owes: how it is put off, and how it goes. */
export interface OwedResults {
  /**
   * Keeps how the sending ended and takes the message off what the booking owes, in one write; false,
   * and nothing, where it owes more, or has changed since it was read.
   */
  conclude(
    booking: Booking,
    kind: MessageKind,
    name: string,
    result: MessageResult,
  ): Promise<boolean>;
  /** Changes what the booking owes, or when it is looked at next, unless it has changed since it was read. */
  owe(booking: Booking, owed: Owed): Promise<void>;
  /**
   * Takes a message off what the booking owes, unless one of these is still to be sent or the booking has
   * changed since it was read. Without a kind it takes the booking off the index.
   */
  settle(booking: Booking, kind: MessageKind | undefined, names: readonly string[]): Promise<void>;
}

/** What is owed, on DynamoDB. */
export function owedResults({ change, keep }: BookingUpdates): OwedResults {
  return {
    conclude(booking, kind, name, result) {
      const { asRead, read, names, own, other } = stateOf(booking, kind);
      return keep(
        booking.bookingId,
        name,
        result,
        `mail.#name.#status = :sending AND attribute_exists(owing) AND ${asRead}
          AND attribute_not_exists(${other})`,
        { values: { ":sending": "sending", ":read": read }, names },
        `${own}, ${all}`,
      );
    },
    async owe({ bookingId, sequence }, owed) {
      const fields = Object.keys(owed);
      await change(
        bookingId,
        `SET ${fields.map((field) => `${field} = :${field}`).join(", ")}`,
        `#sequence = :sequence${owed.owing ? "" : " AND attribute_exists(owing)"}`,
        {
          values: {
            ":sequence": sequence,
            ...Object.fromEntries(
              Object.entries(owed).map(([field, value]) => [`:${field}`, value]),
            ),
          },
          names: { "#sequence": "sequence" },
        },
      );
    },
    async settle(booking, kind, messages) {
      const { bookingId } = booking;
      const { asRead, read, names: readNames, own, other } = stateOf(booking, kind);
      const open = messages.map(
        (_, index) => `NOT mail.#m${index}.#status IN (:waiting, :sending)`,
      );
      const condition = [asRead, ...open].join(" AND ");
      const placeholders = {
        values: {
          ":read": read,
          ...(open.length > 0 && { ":waiting": "waiting", ":sending": "sending" }),
        },
        names: {
          ...readNames,
          ...(open.length > 0 && { "#status": "status" }),
          ...Object.fromEntries(messages.map((name, index) => [`#m${index}`, name])),
        },
      };
      const isEmpty = kind
        ? `attribute_not_exists(${other})`
        : "attribute_not_exists(owes) AND attribute_not_exists(owesLink)";
      const isLast = await change(
        bookingId,
        `REMOVE ${kind ? `${own}, ${all}` : all}`,
        `attribute_exists(owing) AND ${condition} AND ${isEmpty}`,
        placeholders,
      );
      if (isLast || !kind) return;
      const rest = `attribute_exists(${own}) AND attribute_exists(${other}) AND ${condition}`;
      await change(bookingId, `REMOVE ${own}`, rest, placeholders);
    },
  };
}

/** What puts a booking into the index of what is owed, and goes with the last message. */
const all = "owing, owedFrom, owedSince, owedTries, owedReported";

/** What of a booking a message is about, and how to see that it has not changed since it was read. */
function stateOf(
  { sequence, linksAsked }: Booking,
  kind: MessageKind | undefined,
): {
  readonly asRead: string;
  readonly read: number | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly own: keyof Owed;
  readonly other: keyof Owed;
} {
  return kind === "link"
    ? { asRead: "linksAsked = :read", read: linksAsked, names: {}, own: "owesLink", other: "owes" }
    : {
        asRead: "#sequence = :read",
        read: sequence,
        names: { "#sequence": "sequence" },
        own: "owes",
        other: "owesLink",
      };
}
