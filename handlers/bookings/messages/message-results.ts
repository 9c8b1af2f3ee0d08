import { documents } from "../../runtime/dynamodb";
import { type MessageResult, messageStatuses } from "./message";
import { type OwedResults, owedResults } from "./results/owed-results";
import { bookingUpdates } from "./results/update-booking";

/** Who is about to send a message, and until when nobody else may. */
export interface Claim {
  readonly now: string;
  readonly until: string;
  /** The state that the message is about; one about an earlier state than was told can't be claimed. */
  readonly sequence?: number;
}

/** The result of each message, on the booking itself, where the owner sees it. */
export interface MessageResults extends OwedResults {
  /**
   * Claims a message for sending; `repeat` where the one who had claimed it got no answer or died, so that
   * it may go twice. "no" where it was sent or given up before, or another is sending it.
   */
  begin(bookingId: string, name: string, claim: Claim): Promise<"first" | "repeat" | "no">;
  /** Keeps how the sending ended, unless a report of its delivery came first. */
  finish(bookingId: string, name: string, result: MessageResult): Promise<void>;
  /** Gives a claim back at once, because the message was certainly not sent; says whether it was counted. */
  release(bookingId: string, name: string, now: string, counted: boolean): Promise<void>;
  /** Ends a message that nobody will send: given up, or superseded. */
  drop(bookingId: string, name: string, result: MessageResult): Promise<void>;
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
  const updates = bookingUpdates(client);
  const { change, keep } = updates;
  const isSending = "mail.#name.#status = :sending";
  const sending = { ":sending": "sending" };
  return {
    ...owedResults(updates),
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
      const claimed = { status: "sending", at: now, until };
      const isFirst = await change(
        bookingId,
        `SET mail.#name = :claimed${told}`,
        // A claim of the release before has no end.
        `attribute_exists(bookingId) AND (attribute_not_exists(mail.#name) OR mail.#name.#status = :waiting
          OR (${isSending} AND attribute_not_exists(mail.#name.#until)))${inOrder}`,
        { values: { ...values, ":waiting": "waiting", ":claimed": claimed }, names },
      );
      if (isFirst) return "first";
      const isTakenOver = await change(
        bookingId,
        `SET mail.#name.#at = :now, mail.#name.#until = :until,
          mail.#name.#repeats = if_not_exists(mail.#name.#repeats, :zero) + :one${told}`,
        `${isSending} AND mail.#name.#until <= :now${inOrder}`,
        {
          values: { ...values, ":now": now, ":until": until, ":zero": 0, ":one": 1 },
          names: { ...names, "#at": "at", "#repeats": "repeats" },
        },
      );
      return isTakenOver ? "repeat" : "no";
    },
    async finish(bookingId, name, result) {
      await keep(bookingId, name, result, isSending, { values: sending });
    },
    async release(bookingId, name, now, counted) {
      const waiting = { status: "waiting", at: now, ...(counted && { counted }) } as const;
      await keep(bookingId, name, waiting, isSending, { values: sending });
    },
    async drop(bookingId, name, { status, at, reason }) {
      await change(
        bookingId,
        "SET mail.#name = :result",
        "attribute_exists(bookingId) AND (attribute_not_exists(mail.#name) OR mail.#name.#status IN (:waiting, :sending))",
        {
          values: {
            ...sending,
            ":waiting": "waiting",
            ":result": { status, at, ...(reason && { reason }) },
          },
          names: { "#name": name, "#status": "status" },
        },
      );
    },
    record(bookingId, name, result) {
      const earlier = messageStatuses.slice(0, messageStatuses.indexOf(result.status));
      const values = Object.fromEntries(earlier.map((each, index) => [`:earlier${index}`, each]));
      const condition = `mail.#name.#status IN (${Object.keys(values).join(", ")})`;
      return keep(bookingId, name, result, condition, { values });
    },
  };
}
