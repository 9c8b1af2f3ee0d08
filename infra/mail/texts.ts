import type { Touches } from "../../contract/operations/operation";
import { allow, deny, type Statement } from "../access/iam";
import type { DataStore } from "../data/data-store";

/** Where the text messages of a month are counted. */
export const textCounts = { analytics: ["UpdateItem"] } as const satisfies Touches;

/** Lets a function send text messages to phones and count them, but publish to no topic. */
export function grantTexts(dataStore: DataStore): Statement[] {
  return [
    {
      ...dataStore.analytics.grant(...textCounts.analytics),
      // What customers think of the business is in the same table.
      Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "sms#*" } },
    },
    // A phone number has no ARN, so IAM checks a message to one against "*" and nothing narrower. All
    // else that can be published to has one, which the second statement keeps out.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    allow("sns", ["Publish"], "*"),
    deny("sns", ["Publish"], "arn:aws:sns:*:*:*"),
  ];
}
