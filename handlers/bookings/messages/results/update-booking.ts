import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tableName } from "../../../runtime/environment";
import { transactOne } from "../../../runtime/transaction";
import type { MessageResult } from "../message";

/** What an Update of a booking's messages fills in: `:values` and `#names`. */
export interface Placeholders {
  readonly values: Readonly<Record<string, unknown>>;
  readonly names?: Readonly<Record<string, string>>;
}

/** The Updates of what a booking keeps of its messages. */
export interface BookingUpdates {
  /** Changes a booking; false where the condition does not hold. */
  change(
    bookingId: string,
    expression: string,
    condition: string,
    placeholders: Placeholders,
  ): Promise<boolean>;
  /**
   * Keeps a result on a message that is there, whose name the condition has as `#name`; how often it was
   * repeated stays.
   * @param removed what else of the booking goes in the same write
   */
  keep(
    bookingId: string,
    name: string,
    result: MessageResult,
    condition: string,
    placeholders: Placeholders,
    removed?: string,
  ): Promise<boolean>;
}

/** The Updates on DynamoDB. */
export function bookingUpdates(client: DynamoDBDocumentClient): BookingUpdates {
  const change: BookingUpdates["change"] = (
    bookingId,
    expression,
    condition,
    { values, names = {} },
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

  return {
    change,
    keep(bookingId, name, result, condition, { values, names = {} }, removed) {
      const { status, at, messageId, reason, counted } = result;
      const set = {
        status,
        at,
        ...(messageId && { messageId }),
        ...(reason && { reason }),
        ...(counted && { counted }),
      };
      const fields = Object.keys(set);
      const sets = fields.map((field) => `mail.#name.#${field} = :${field}`).join(", ");
      const removes = ["mail.#name.#until", ...(removed ? [removed] : [])].join(", ");
      return change(bookingId, `SET ${sets} REMOVE ${removes}`, condition, {
        values: {
          ...values,
          ...Object.fromEntries(Object.entries(set).map(([field, value]) => [`:${field}`, value])),
        },
        names: {
          ...names,
          "#name": name,
          ...Object.fromEntries([...fields, "until"].map((field) => [`#${field}`, field])),
        },
      });
    },
  };
}
