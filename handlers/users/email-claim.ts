import { createHash } from "node:crypto";
import type { Writes } from "../runtime/transaction";

/** Hashed, so that keys have a fixed length and contain no address. */
const claimKey = (email: string) => `email#${createHash("sha256").update(email).digest("hex")}`;

/** The write that claims an e-mail address for a user, if nobody has it. */
export function takeEmail(tableName: string, email: string, owner: string): Writes[number] {
  return {
    Put: {
      TableName: tableName,
      Item: { userId: claimKey(email), owner },
      ConditionExpression: "attribute_not_exists(userId)",
    },
  };
}

/** The write that frees an e-mail address, if it is this user's. */
export function freeEmail(tableName: string, email: string, owner: string): Writes[number] {
  return {
    Delete: {
      TableName: tableName,
      Key: { userId: claimKey(email) },
      ConditionExpression: "#owner = :owner",
      ExpressionAttributeNames: { "#owner": "owner" },
      ExpressionAttributeValues: { ":owner": owner },
    },
  };
}
