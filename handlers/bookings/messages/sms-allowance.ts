import { dateIn, unixSeconds } from "../../../contract/rules/calendar";
import { documents } from "../../runtime/dynamodb";
import { setting, tableName } from "../../runtime/environment";
import { transactOne } from "../../runtime/transaction";

/** How many SMS may still go out this month. */
export interface SmsAllowance {
  /** Takes one SMS out of the month's allowance; false when none is left. */
  take(now: string): Promise<boolean>;
}

/** Long enough to look back at the previous month. */
const keptSeconds = 92 * 24 * 60 * 60;

/**
 * The month's count on DynamoDB, by the business's calendar. One conditional write precedes each SMS,
 * so however many functions send at once, the cap holds; a second try at an SMS counts again.
 */
export function smsAllowance(
  timeZone: string,
  client = documents(),
  cap = Number(setting("SMS_MONTHLY_CAP")),
): SmsAllowance {
  return {
    take: (now) =>
      transactOne(client, {
        Update: {
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
        },
      }),
  };
}
