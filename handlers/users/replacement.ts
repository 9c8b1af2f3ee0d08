import { latest } from "../../contract/rules/calendar";
import type { User, UserRequest } from "../../contract/schemas/users";

/** The mark of a user in the index that lists them; e-mail claims have none. */
export const kind = "user";

/** The condition that a user is still there as it was read. */
export function ifUnchanged(before: Pick<User, "email" | "updatedAt">) {
  return {
    ConditionExpression: "#kind = :kind AND #email = :was AND #updatedAt = :read",
    ExpressionAttributeNames: { "#kind": "kind", "#email": "email", "#updatedAt": "updatedAt" },
    ExpressionAttributeValues: { ":kind": kind, ":was": before.email, ":read": before.updatedAt },
  };
}

/** Whether a user is as a request wants it. */
export function isAsWanted(user: User, { name, email, age }: UserRequest): boolean {
  return user.name === name && user.email === email && user.age === age;
}

/** The user after a replacement, and the Update that makes it if the user is still as it was read. */
export function replacementOf(
  tableName: string,
  before: User,
  { name, email, age }: UserRequest,
  now: string,
) {
  const { userId, createdAt } = before;
  // In order even where the clock was set back.
  const updatedAt = latest(now, before.updatedAt);
  const own = { userId, name, email };
  const after: User = { ...own, createdAt, updatedAt, ...(age !== undefined && { age }) };
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
    },
    ExpressionAttributeValues: {
      ...condition.ExpressionAttributeValues,
      ":name": name,
      ":email": email,
      ":now": updatedAt,
      ...(age !== undefined && { ":age": age }),
    },
  };
  return { after, update };
}
