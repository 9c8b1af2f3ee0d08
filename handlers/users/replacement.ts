import type { User, UserRequest } from "../../contract/schemas/users";

/** The mark of a user in the index that lists them; e-mail claims have none. */
export const kind = "user";

/** The condition that a user is still there and still has the e-mail that was read. */
export function ifUnchanged(before: Pick<User, "email">) {
  return {
    ConditionExpression: "#kind = :kind AND #email = :was",
    ExpressionAttributeNames: { "#kind": "kind", "#email": "email" },
    ExpressionAttributeValues: { ":kind": kind, ":was": before.email },
  };
}

/** The user after a replacement, and the Update that makes it if the user is still as it was read. */
export function replacementOf(
  tableName: string,
  before: User,
  { name, email, age }: UserRequest,
  now: string,
) {
  const { userId, createdAt } = before;
  const user: User = { userId, name, email, createdAt, updatedAt: now };
  const after: User = age === undefined ? user : { ...user, age };
  const condition = ifUnchanged(before);
  const sets = ["#name = :name", "#email = :email", "#updatedAt = :now"];
  const update = {
    TableName: tableName,
    Key: { userId },
    ConditionExpression: condition.ConditionExpression,
    UpdateExpression:
      age === undefined
        ? `SET ${sets.join(", ")} REMOVE #age`
        : `SET ${[...sets, "#age = :age"].join(", ")}`,
    ExpressionAttributeNames: {
      ...condition.ExpressionAttributeNames,
      "#name": "name",
      "#age": "age",
      "#updatedAt": "updatedAt",
    },
    ExpressionAttributeValues: {
      ...condition.ExpressionAttributeValues,
      ":name": name,
      ":email": email,
      ":now": now,
      ...(age !== undefined && { ":age": age }),
    },
  };
  return { after, update };
}
