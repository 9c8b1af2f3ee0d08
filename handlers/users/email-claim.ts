import { createHash } from "node:crypto";
import type { Writes } from "../runtime/transaction";

/** Hashed, so that the key's length is fixed and no address stands in a key. */
const claimKey = (email: string) => `email#${createHash("sha256").update(email).digest("hex")}`;

/** Takes an e-mail for a user, if nobody has it. */
export function takeEmail(tableName: string, email: string, owner: string): Writes[number] {
  return {
    Put: {
      TableName: tableName,
      Item: { userId: claimKey(email), owner },
      ConditionExpression: "attribute_not_exists(userId)",
    },
  };
}

/** Gives a user's e-mail back, if it is theirs. */
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
