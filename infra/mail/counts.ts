import type { Touches } from "../../contract/operations/operation";
import type { Statement } from "../access/iam";
import type { DataStore } from "../data/data-store";

/** The table that counts an address's mails of the day, and the month's SMS. */
export const messageCounts = { analytics: ["UpdateItem"] } as const satisfies Touches;

/** Lets a function count messages; the totals of the reviews are in the same table. */
export function countsOf(dataStore: DataStore, what: "mails" | "sms"): Statement {
  return {
    ...dataStore.analytics.grant(...messageCounts.analytics),
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": `${what}#*` } },
  };
}
