import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { transactOne } from "../../runtime/transaction";
import type { Booking } from "../booking";
import { type MessageKind, type MessageResult, messageStatuses } from "./message";
import type { Owed } from "./owed";

/** Who is about to send a message, and until when nobody else may. */
export interface Claim {
  readonly now: string;
  readonly until: string;
  /** The state that the message is about; one about an earlier state than was told can't be claimed. */
  readonly sequence?: number;
}

/** The result of each message, on the booking itself, where the owner sees it. */
export interface MessageResults {
  /**
   * Claims a message for sending; `repeat` where the one who had claimed it got no answer or died, so that
   * it may go twice. "no" where it was sent or given up before, or another is sending it.
   */
  begin(bookingId: string, name: string, claim: Claim): Promise<"first" | "repeat" | "no">;
  /** Keeps how the sending ended, unless a report of its delivery came first. */
  finish(bookingId: string, name: string, result: MessageResult): Promise<void>;
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
  /** Gives a claim back at once, because the message was certainly not sent; says whether it was counted. */
  release(bookingId: string, name: string, now: string, counted: boolean): Promise<void>;
  /** Ends a message that nobody will send: given up, or superseded. */
  drop(bookingId: string, name: string, result: MessageResult): Promise<void>;
  /** Changes what the booking owes, or when it is looked at next, unless it has changed since it was read. */
  owe(booking: Booking, owed: Owed): Promise<void>;
  /**
   * Takes a message off what the booking owes, unless one of these is still to be sent or the booking has
   * changed since it was read. Without a kind it takes the booking off the index.
   */
  settle(booking: Booking, kind: MessageKind | undefined, names: readonly string[]): Promise<void>;
}

/** Reports of what became of a message after it was sent. */
export interface DeliveryReports {
  /**
   * Keeps a report; false where the booking has no such message or has heard as much already, so that
   * neither order nor repetition matters.
   */
  record(bookingId: string, name: string, result: MessageResult): Promise<boolean>;
}

/** The results on DynamoDB. */
export function messageResults(client = documents()): MessageResults & DeliveryReports {
  /** Changes a booking; false where the condition does not hold. Names are looked up as `#<name>`. */
  const change = (
    bookingId: string,
    expression: string,
    condition: string,
    values: Readonly<Record<string, unknown>>,
    names: Readonly<Record<string, string>> = {},
  ) =>
    transactOne(client, {
      Update: {
        TableName: tableName("bookings"),
        Key: { bookingId },
        UpdateExpression: expression,
        ConditionExpression: condition,
        ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      },
    });

  /** Keeps a result on a message that is there; how often it was repeated stays. */
  const keep = (
    bookingId: string,
    name: string,
    { status, at, messageId, reason, counted }: MessageResult,
    condition: string,
    values: Readonly<Record<string, unknown>>,
    {
      removed = "",
      names = {},
    }: { removed?: string; names?: Readonly<Record<string, string>> } = {},
  ) => {
    const set = {
      status,
      at,
      ...(messageId && { messageId }),
      ...(reason && { reason }),
      ...(counted && { counted }),
    };
    const fields = Object.keys(set);
    return change(
      bookingId,
      `SET ${fields.map((field) => `mail.#name.#${field} = :${field}`).join(", ")} REMOVE mail.#name.#until${removed}`,
      condition,
      { ...values, ...Object.fromEntries(Object.entries(set).map(([k, v]) => [`:${k}`, v])) },
      {
        ...names,
        "#name": name,
        ...Object.fromEntries([...fields, "until"].map((field) => [`#${field}`, field])),
      },
    );
  };

  const isSending = "mail.#name.#status = :sending";
  const sending = { ":sending": "sending" };
  return {
    async begin(bookingId, name, { now, until, sequence }) {
      const names = { "#name": name, "#status": "status", "#until": "until" };
      const told = sequence === undefined ? "" : ", toldSequence = :sequence";
      const inOrder =
        sequence === undefined
          ? ""
          : " AND (attribute_not_exists(toldSequence) OR toldSequence <= :sequence)";
      const values = {
        ...sending,
        ...(sequence !== undefined && { ":sequence": sequence }),
      };
      const isFirst = await change(
        bookingId,
        `SET mail.#name = :claimed${told}`,
        // A claim of the release before has no end.
        `attribute_exists(bookingId) AND (attribute_not_exists(mail.#name) OR mail.#name.#status = :waiting
          OR (${isSending} AND attribute_not_exists(mail.#name.#until)))${inOrder}`,
        {
          ...values,
          ":waiting": "waiting",
          ":claimed": { status: "sending", at: now, until },
        },
        names,
      );
      if (isFirst) return "first";
      const isTakenOver = await change(
        bookingId,
        `SET mail.#name.#at = :now, mail.#name.#until = :until,
          mail.#name.#repeats = if_not_exists(mail.#name.#repeats, :zero) + :one${told}`,
        `${isSending} AND mail.#name.#until <= :now${inOrder}`,
        { ...values, ":now": now, ":until": until, ":zero": 0, ":one": 1 },
        { ...names, "#at": "at", "#repeats": "repeats" },
      );
      return isTakenOver ? "repeat" : "no";
    },
    async finish(bookingId, name, result) {
      await keep(bookingId, name, result, isSending, sending);
    },
    conclude(booking, kind, name, result) {
      const { asRead, read, names, own, other } = stateOf(booking, kind);
      return keep(
        booking.bookingId,
        name,
        result,
        `${isSending} AND attribute_exists(owing) AND ${asRead} AND attribute_not_exists(${other})`,
        { ...sending, ":read": read },
        { removed: `, ${own}, ${all}`, names },
      );
    },
    async release(bookingId, name, now, counted) {
      const waiting = { status: "waiting", at: now, ...(counted && { counted }) } as const;
      await keep(bookingId, name, waiting, isSending, sending);
    },
    async drop(bookingId, name, { status, at, reason }) {
      await change(
        bookingId,
        "SET mail.#name = :result",
        "attribute_exists(bookingId) AND (attribute_not_exists(mail.#name) OR mail.#name.#status IN (:waiting, :sending))",
        {
          ...sending,
          ":waiting": "waiting",
          ":result": { status, at, ...(reason && { reason }) },
        },
        { "#name": name, "#status": "status" },
      );
    },
    record(bookingId, name, result) {
      const earlier = messageStatuses.slice(0, messageStatuses.indexOf(result.status));
      const values = Object.fromEntries(earlier.map((each, index) => [`:earlier${index}`, each]));
      const condition = `mail.#name.#status IN (${Object.keys(values).join(", ")})`;
      return keep(bookingId, name, result, condition, values);
    },
    async owe({ bookingId, sequence }, owed) {
      const fields = Object.keys(owed);
      await change(
        bookingId,
        `SET ${fields.map((field) => `${field} = :${field}`).join(", ")}`,
        `#sequence = :sequence${owed.owing ? "" : " AND attribute_exists(owing)"}`,
        {
          ":sequence": sequence,
          ...Object.fromEntries(Object.entries(owed).map(([field, value]) => [`:${field}`, value])),
        },
        { "#sequence": "sequence" },
      );
    },
    async settle(booking, kind, messages) {
      const { bookingId } = booking;
      const { asRead, read, names: readNames, own, other } = stateOf(booking, kind);
      const open = messages.map(
        (_, index) => `NOT mail.#m${index}.#status IN (:waiting, :sending)`,
      );
      const condition = [asRead, ...open].join(" AND ");
      const values = {
        ":read": read,
        ...(open.length > 0 && { ":waiting": "waiting", ":sending": "sending" }),
      };
      const names = {
        ...readNames,
        ...(open.length > 0 && { "#status": "status" }),
        ...Object.fromEntries(messages.map((name, index) => [`#m${index}`, name])),
      };
      const isEmpty = kind
        ? `attribute_not_exists(${other})`
        : "attribute_not_exists(owes) AND attribute_not_exists(owesLink)";
      const isLast = await change(
        bookingId,
        `REMOVE ${kind ? `${own}, ${all}` : all}`,
        `attribute_exists(owing) AND ${condition} AND ${isEmpty}`,
        values,
        names,
      );
      if (isLast || !kind) return;
      const rest = `attribute_exists(${own}) AND attribute_exists(${other}) AND ${condition}`;
      await change(bookingId, `REMOVE ${own}`, rest, values, names);
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
