import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { transactOne } from "../../runtime/transaction";
import { type MessageResult, messageStatuses } from "./message";

/** The result of each message, on the booking itself, where the owner sees it. */
export interface MessageResults {
  /**
   * Marks a message as being sent; false where it was sent or given up before. One whose function died
   * while sending is begun again: two messages are better than none.
   */
  begin(bookingId: string, name: string, now: string): Promise<boolean>;
  /** Keeps how the sending ended, unless a report of its delivery came first. */
  finish(bookingId: string, name: string, result: MessageResult): Promise<void>;
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
  /** False where the condition does not hold. */
  const put = (
    bookingId: string,
    name: string,
    result: MessageResult,
    condition: string,
    values: Readonly<Record<string, string>>,
  ) =>
    transactOne(client, {
      Update: {
        TableName: tableName("bookings"),
        Key: { bookingId },
        UpdateExpression: "SET mail.#name = :result",
        ConditionExpression: condition,
        ExpressionAttributeNames: { "#name": name, "#status": "status" },
        ExpressionAttributeValues: { ...values, ":result": result },
      },
    });

  const sending = { ":sending": "sending" };
  return {
    begin: (bookingId, name, now) =>
      put(
        bookingId,
        name,
        { status: "sending", at: now },
        "attribute_exists(bookingId) AND (attribute_not_exists(mail.#name) OR mail.#name.#status = :sending)",
        sending,
      ),
    async finish(bookingId, name, result) {
      await put(bookingId, name, result, "mail.#name.#status = :sending", sending);
    },
    record(bookingId, name, { status, at, messageId, reason }) {
      const earlier = messageStatuses.slice(0, messageStatuses.indexOf(status));
      const values = Object.fromEntries(earlier.map((each, index) => [`:earlier${index}`, each]));
      const result = { status, at, ...(messageId && { messageId }), ...(reason && { reason }) };
      const condition = `mail.#name.#status IN (${Object.keys(values).join(", ")})`;
      return put(bookingId, name, result, condition, values);
    },
  };
}
