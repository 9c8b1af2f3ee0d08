import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, isWritten } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { type MailResult, mailStatuses } from "../booking";

/** What became of each mail, on the booking itself, where the owner sees it. */
export interface MailResults {
  /**
   * Marks a mail as being sent; false when it was sent or given up before. One that was being sent
   * when its function died is begun again: a second mail is better than none.
   */
  begin(bookingId: string, mail: string, now: string): Promise<boolean>;
  /** Keeps how the sending ended, unless news of what came after was faster. */
  finish(bookingId: string, mail: string, result: MailResult): Promise<void>;
}

/** What is heard of a mail after it was sent. */
export interface MailNews {
  /**
   * Keeps what became of a mail later on; false where the booking has no such mail or knows it as far
   * already, so that order and repeats do not matter.
   */
  record(bookingId: string, mail: string, result: MailResult): Promise<boolean>;
}

/** The results on DynamoDB. */
export function mailResults(client = documents()): MailResults & MailNews {
  /** False where the condition does not hold. */
  const put = (
    bookingId: string,
    mail: string,
    result: MailResult,
    condition: string,
    values: Readonly<Record<string, string>>,
  ) =>
    isWritten(
      client.send(
        new UpdateCommand({
          TableName: tableName("bookings"),
          Key: { bookingId },
          UpdateExpression: "SET mail.#mail = :result",
          ConditionExpression: condition,
          ExpressionAttributeNames: { "#mail": mail, "#status": "status" },
          ExpressionAttributeValues: { ...values, ":result": result },
        }),
      ),
    );

  const sending = { ":sending": "sending" };
  return {
    begin: (bookingId, mail, now) =>
      put(
        bookingId,
        mail,
        { status: "sending", at: now },
        "attribute_exists(bookingId) AND (attribute_not_exists(mail.#mail) OR mail.#mail.#status = :sending)",
        sending,
      ),
    async finish(bookingId, mail, result) {
      await put(bookingId, mail, result, "mail.#mail.#status = :sending", sending);
    },
    record(bookingId, mail, { status, at, messageId, reason }) {
      const earlier = mailStatuses.slice(0, mailStatuses.indexOf(status));
      const values = Object.fromEntries(earlier.map((each, index) => [`:earlier${index}`, each]));
      const result = { status, at, ...(messageId && { messageId }), ...(reason && { reason }) };
      const condition = `mail.#mail.#status IN (${Object.keys(values).join(", ")})`;
      return put(bookingId, mail, result, condition, values);
    },
  };
}
