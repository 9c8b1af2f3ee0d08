import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dateIn, unixSeconds } from "../../../contract/rules/calendar";
import { documents, isWritten } from "../../runtime/dynamodb";
import { setting, tableName } from "../../runtime/environment";

/** How many text messages a month may still take. */
export interface TextAllowance {
  /** Takes one message out of the month's; false when none is left. */
  take(now: string): Promise<boolean>;
}

/** Long enough to look back at the month before. */
const keptSeconds = 92 * 24 * 60 * 60;

/**
 * The month's count on DynamoDB, by the business's calendar. It is one conditional write before the
 * sending, so however many functions send at once, never more go out than the cap says: a message that
 * is tried again counts again.
 */
export function textAllowance(
  timeZone: string,
  client = documents(),
  cap = Number(setting("SMS_MONTHLY_CAP")),
): TextAllowance {
  return {
    take: (now) =>
      isWritten(
        client.send(
          new UpdateCommand({
            TableName: tableName("analytics"),
            Key: { aggregateId: `sms#${dateIn(timeZone, now).slice(0, 7)}` },
            UpdateExpression: "ADD #count :one SET expiresAt = if_not_exists(expiresAt, :expiry)",
            ConditionExpression: "attribute_not_exists(#count) OR #count < :cap",
            ExpressionAttributeNames: { "#count": "count" },
            ExpressionAttributeValues: {
              ":one": 1,
              ":cap": cap,
              ":expiry": unixSeconds(now) + keptSeconds,
            },
          }),
        ),
      ),
  };
}
