import type { Touches } from "../../contract/operations/operation";
import { allow, deny, type Statement } from "../access/iam";
import type { DataStore } from "../data/data-store";

/** The table that counts the month's SMS. */
export const smsCounts = { analytics: ["UpdateItem"] } as const satisfies Touches;

/** Lets a function send SMS and count them, but publish to no topic. */
export function grantSms(dataStore: DataStore): Statement[] {
  return [
    {
      ...dataStore.analytics.grant(...smsCounts.analytics),
      // The totals of the reviews are in the same table.
      Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "sms#*" } },
    },
    // A phone number has no ARN, so only "*" matches an SMS. Everything else that can be published to has
    // an ARN, which the second statement denies.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    allow("sns", ["Publish"], "*"),
    deny("sns", ["Publish"], "arn:aws:sns:*:*:*"),
  ];
}
