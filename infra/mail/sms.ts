import { allow, deny, type Statement } from "../access/iam";
import type { DataStore } from "../data/data-store";
import { countsOf } from "./counts";

/** Lets a function send SMS and count them, but publish to no topic. */
export function grantSms(dataStore: DataStore): Statement[] {
  return [
    countsOf(dataStore, "sms"),
    // A phone number has no ARN, so only "*" matches an SMS. Everything else that can be published to has
    // an ARN, which the second statement denies.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    allow("sns", ["Publish"], "*"),
    deny("sns", ["Publish"], "arn:aws:sns:*:*:*"),
  ];
}
