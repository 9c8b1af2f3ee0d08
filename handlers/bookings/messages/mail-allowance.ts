import { unixSecondsDayAfter } from "../../../contract/rules/calendar";
import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import { transactOne } from "../../runtime/transaction";
import { contactHash } from "../contacts";

/** How many mails visitors may still cause to an address today. */
export interface MailAllowance {
  /** Takes one mail out of the address's allowance of the day (UTC); false when none is left. */
  take(address: string, now: string): Promise<boolean>;
}

/** More than anybody needs who books, moves and asks for links for a family. */
export const mostMailsADay = 20;

/** Where the mails to an address end up: what follows a "+" in it is for its owner's own filters. */
function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/(?<=.)\+.*(?=@)/, "");
}

/** The day's counts on DynamoDB, under a hash of the address; one conditional write precedes each mail. */
export function mailAllowance(client = documents(), most = mostMailsADay): MailAllowance {
  return {
    take: (address, now) =>
      transactOne(client, {
        Update: {
          TableName: tableName("analytics"),
          Key: {
            aggregateId: `mails#${now.slice(0, 10)}#${contactHash("email", mailboxOf(address))}`,
          },
          UpdateExpression: "ADD #count :one SET expiresAt = if_not_exists(expiresAt, :expiry)",
          ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
          ExpressionAttributeNames: { "#count": "count" },
          ExpressionAttributeValues: {
            ":one": 1,
            ":most": most,
            ":expiry": unixSecondsDayAfter(now),
          },
        },
      }),
  };
}
