import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../dynamodb";
import { tableName } from "../environment";
import type { MailResult } from "./booking";

/** What became of each mail, on the booking itself, where the owner sees it. */
export interface MailResults {
  /**
   * Marks a mail as being sent; false when it was sent or given up before. One that was being sent
   * when its function died is begun again: a second mail is better than none.
   */
  begin(bookingId: string, mail: string, now: string): Promise<boolean>;
  finish(bookingId: string, mail: string, result: MailResult): Promise<void>;
}

/** The results on DynamoDB. */
export function mailResults(client = documents()): MailResults {
  const put = (bookingId: string, mail: string, result: MailResult, condition: string) =>
    client.send(
      new UpdateCommand({
        TableName: tableName("bookings"),
        Key: { bookingId },
        UpdateExpression: "SET mail.#mail = :result",
        ConditionExpression: condition,
        ExpressionAttributeNames: {
          "#mail": mail,
          ...(condition.includes("#status") && { "#status": "status" }),
        },
        ExpressionAttributeValues: {
          ":result": result,
          ...(condition.includes(":sending") && { ":sending": "sending" }),
        },
      }),
    );
  return {
    async begin(bookingId, mail, now) {
      try {
        await put(
          bookingId,
          mail,
          { status: "sending", at: now },
          "attribute_exists(bookingId) AND (attribute_not_exists(mail.#mail) OR mail.#mail.#status = :sending)",
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async finish(bookingId, mail, result) {
      await put(bookingId, mail, result, "attribute_exists(bookingId)");
    },
  };
}
