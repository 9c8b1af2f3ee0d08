import { setTimeout } from "node:timers/promises";
import type { Tampered } from "./faults/proxy";

// biome-ignore lint/suspicious/noExplicitAny: a transaction as it is on the wire
type Write = Record<string, any>;
type Change = (write: Write) => Write;

/** The key of an item of the slots table, as it is on the wire; "" for other items. */
function slotKey({ Update, Put }: Write): string {
  return Update?.Key?.staffDay?.S ?? Put?.Item?.staffDay?.S ?? "";
}

const isContact = (write: Write) => slotKey(write).startsWith("contact#");
const isRequest = (write: Write) => slotKey(write).startsWith("idempotency#");
const isDay = (write: Write) =>
  Boolean(write.Update && slotKey(write)) && !isContact(write) && !isRequest(write);

/** An Update without its condition; it still mentions every name and value, as DynamoDB wants it. */
const always: Change = ({ Update: { ConditionExpression: condition, ...update } }) => ({
  Update: {
    ...update,
    ...(condition && { ConditionExpression: `(${condition}) OR NOT (${condition})` }),
  },
});

/** The attributes that an Update removes. */
const freed = ({ Update }: Write): string[] =>
  / REMOVE (.+?)(?: ADD .+)?$/.exec(Update?.UpdateExpression ?? "")?.[1]?.split(/, ?/) ?? [];

function eachWrite(which: (write: Write) => boolean, change: Change) {
  return (action: string, input: { TransactItems?: Write[] }): Tampered | undefined => {
    if (action !== "TransactWriteItems" || !input.TransactItems?.some(which)) return undefined;
    const TransactItems = input.TransactItems.map((write) =>
      which(write) ? change(write) : write,
    );
    return { input: { ...input, TransactItems } };
  };
}

/**
 * Stores with a mistake in them, each as what a handler with it would send to DynamoDB: the checker has to
 * find every one.
 */
export const brokenStores = {
  /** Visits take their time without asking whether it is free. */
  "ledger-condition": eachWrite((write) => isDay(write) && freed(write).length === 0, always),
  /** A visit that is cancelled or moved keeps its last quarter of an hour. */
  "release-forgets": eachWrite(
    (write) => isDay(write) && freed(write).length > 1,
    ({ Update }) => ({
      Update: {
        ...Update,
        UpdateExpression: Update.UpdateExpression.replace(/,[^,]+(?= ADD )/, ""),
      },
    }),
  ),
  /** A visit that is cancelled or moved frees the hour behind its own, too, whoever has it. */
  "release-takes": eachWrite(
    (write) => isDay(write) && freed(write).length > 0,
    ({ Update }) => {
      const last = Number(freed({ Update }).at(-1)?.replace("b", ""));
      const behind = [1, 2, 3, 4].map((after) => `b${last + after}`);
      return {
        Update: {
          ...Update,
          UpdateExpression: Update.UpdateExpression.replace(" ADD ", `,${behind.join(",")} ADD `),
        },
      };
    },
  ),
  /** The note of a request is written some time after its booking, and not with it. */
  "request-apart": (action: string, input: { TransactItems?: Write[] }): Tampered | undefined => {
    const note = input.TransactItems?.find(isRequest)?.Put;
    if (action !== "TransactWriteItems" || !note) return undefined;
    const TransactItems = input.TransactItems?.filter((write) => !isRequest(write));
    const { ConditionExpression: _, ExpressionAttributeValues: __, ...put } = note;
    return {
      input: { ...input, TransactItems },
      async after(send) {
        await setTimeout(1_500);
        await send("PutItem", put);
      },
    };
  },
  /** What a number has is read, and written back without asking whether it has changed. */
  "contact-count": eachWrite((write) => isContact(write) && Boolean(write.Update), always),
  /** A cancelled visit stays on the list of its number. */
  "contact-keeps": eachWrite(
    (write) => isContact(write) && freed(write).length > 0 && !write.Update.ConditionExpression,
    ({ Update }) => ({
      Update: {
        TableName: Update.TableName,
        Key: Update.Key,
        UpdateExpression: "SET version = if_not_exists(version, :zero) + :one",
        ExpressionAttributeValues: { ":zero": { N: "0" }, ":one": { N: "1" } },
      },
    }),
  ),
  /** A booking changes whatever has become of it since it was read. */
  "booking-condition": eachWrite(
    ({ Update }) => Boolean(Update?.Key?.bookingId && Update.ExpressionAttributeValues?.[":was"]),
    always,
  ),
  /** A change of a booking forgets that its customer is to hear of it. */
  "message-forgotten": eachWrite(
    ({ Update }) => Boolean(Update?.Key?.bookingId && Update.ExpressionAttributeValues?.[":owes"]),
    ({ Update }) => ({
      Update: {
        ...Update,
        ExpressionAttributeValues: {
          ...Update.ExpressionAttributeValues,
          ":owes": { S: "" },
        },
      },
    }),
  ),
  /** A visit is reviewed as often as somebody likes. */
  "visit-reviewed": eachWrite(
    ({ Update }) => Boolean(Update?.ExpressionAttributeValues?.[":review"]),
    always,
  ),
  /** A review is added to the totals as often as its event is delivered. */
  "totals-twice": eachWrite(
    ({ Put }) => Boolean(Put?.Item?.aggregateId?.S?.startsWith("event#")),
    ({ Put: { ConditionExpression: _, ...Put } }) => ({ Put }),
  ),
} as const;
export type BrokenStore = keyof typeof brokenStores;
