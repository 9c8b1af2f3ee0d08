import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "../dynamodb";
import { tableName } from "../environment";
import { type MailResult, mailStatuses } from "./booking";

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

type Change = Pick<
  UpdateCommandInput,
  "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
> & { readonly UpdateExpression: string };

/** The results on DynamoDB. */
export function mailResults(client = documents()): MailResults & MailNews {
  /** False where the condition does not hold. */
  async function update(bookingId: string, mail: string, change: Change): Promise<boolean> {
    const ExpressionAttributeNames = {
      "#mail": mail,
      "#status": "status",
      ...change.ExpressionAttributeNames,
    };
    const Key = { bookingId };
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName("bookings"),
          ...{ Key, ...change, ExpressionAttributeNames },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    begin: (bookingId, mail, now) =>
      update(bookingId, mail, {
        UpdateExpression: "SET mail.#mail = :result",
        ConditionExpression:
          "attribute_exists(bookingId) AND (attribute_not_exists(mail.#mail) OR mail.#mail.#status = :sending)",
        ExpressionAttributeValues: {
          ":result": { status: "sending", at: now },
          ":sending": "sending",
        },
      }),
    async finish(bookingId, mail, result) {
      await update(bookingId, mail, {
        UpdateExpression: "SET mail.#mail = :result",
        ConditionExpression: "mail.#mail.#status = :sending",
        ExpressionAttributeValues: { ":result": result, ":sending": "sending" },
      });
    },
    record(bookingId, mail, { status, at, messageId, reason }) {
      const earlier = mailStatuses.slice(0, mailStatuses.indexOf(status));
      const values = Object.fromEntries(earlier.map((each, index) => [`:earlier${index}`, each]));
      return update(bookingId, mail, {
        UpdateExpression: "SET mail.#mail = :result",
        ConditionExpression: `mail.#mail.#status IN (${Object.keys(values).join(", ")})`,
        ExpressionAttributeValues: {
          ...values,
          ":result": { status, at, ...(messageId && { messageId }), ...(reason && { reason }) },
        },
      });
    },
  };
}
