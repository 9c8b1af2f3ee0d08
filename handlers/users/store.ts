import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { User, UserRequest } from "../../contract/schemas/users";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { isId } from "../runtime/item-id";
import { readTogether, transact } from "../runtime/transaction";
import { freeEmail, takeEmail } from "./email-claim";
import { ifUnchanged, isAsWanted, kind, replacementOf } from "./replacement";

/** The last user of a page, as the key of the next one. */
export type UserKey = Pick<User, "userId" | "createdAt">;

/** `taken`: another user has the e-mail. `seen`: there is a user with this id, made then, by a request with that body. */
export type CreateResult =
  | { readonly ok: true }
  | Refused<"taken">
  | (Refused<"seen"> & { readonly createdAt: string; readonly requestHash?: string });
/** `busy`: others kept changing this user. */
export type ReplaceResult =
  | { readonly ok: true; readonly user: User }
  | Refused<"taken" | "busy" | "not-found">;
export type RemoveResult = { readonly ok: true } | Refused<"busy" | "not-found">;
type Refused<Reason> = { readonly ok: false; readonly reason: Reason };

/** The users; no two of them ever have the same e-mail. */
export interface UserStore {
  /** @param requestHash what tells the request apart from another one with the same Idempotency-Key */
  create(user: User, requestHash?: string): Promise<CreateResult>;
  find(userId: string): Promise<User | undefined>;
  /** Newest first; `next` is absent on the last page. */
  list(limit: number, after?: UserKey): Promise<{ users: User[]; next?: UserKey }>;
  /** Replaces everything; a new e-mail address is claimed and the old one freed, or neither. */
  replace(userId: string, request: UserRequest, now: string): Promise<ReplaceResult>;
  remove(userId: string): Promise<RemoveResult>;
}

/** How often a change starts over because the user has changed since it was read. */
const attempts = 8;

/**
 * The store on DynamoDB. E-mail addresses are unique because each is the key of an item that names its
 * owner, written in the same transaction as the user.
 */
export function userStore(client = documents()): UserStore {
  const users = () => tableName("users");

  const find: UserStore["find"] = async (userId) => {
    if (!isId(userId)) return undefined;
    const { Item } = await client.send(
      new GetCommand({ TableName: users(), Key: { userId }, ConsistentRead: true }),
    );
    return Item?.kind === kind ? userOf(Item) : undefined;
  };

  return {
    find,

    async create(user, requestHash) {
      const { userId } = user;
      const result = await transact(
        client,
        [
          {
            Put: {
              TableName: users(),
              Item: { ...user, kind, ...(requestHash && { requestHash }) },
              ConditionExpression: "attribute_not_exists(userId)",
            },
          },
          takeEmail(users(), user.email, userId),
        ],
        [0, 1],
      );
      if (result.ok) return result;
      // Its own twin may be who has the address.
      const [there] = await readTogether(client, users(), [{ userId }]);
      if (!there) return { ok: false, reason: "taken" };
      const { createdAt, requestHash: earlier } = there;
      return {
        ok: false,
        reason: "seen",
        createdAt: String(createdAt),
        ...(earlier !== undefined && { requestHash: String(earlier) }),
      };
    },

    async list(limit, after) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: users(),
          IndexName: "created-index",
          KeyConditionExpression: "#kind = :kind",
          ExpressionAttributeNames: { "#kind": "kind" },
          ExpressionAttributeValues: { ":kind": kind },
          ScanIndexForward: false,
          // One more than asked for shows whether there is another page.
          Limit: limit + 1,
          ...(after && { ExclusiveStartKey: { ...after, kind } }),
        }),
      );
      const page = Items.slice(0, limit).map(userOf);
      const last = Items.length > limit ? page.at(-1) : undefined;
      return {
        users: page,
        ...(last && { next: { userId: last.userId, createdAt: last.createdAt } }),
      };
    },

    async replace(userId, request, now) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await find(userId);
        if (!before) return { ok: false, reason: "not-found" };
        // Sent again, or at the same moment, it gets the answer of the first.
        if (isAsWanted(before, request)) return { ok: true, user: before };
        const { after, update } = replacementOf(users(), before, request, now);
        const moves = after.email !== before.email;
        const result = await transact(client, [
          { Update: update },
          ...(moves
            ? [takeEmail(users(), after.email, userId), freeEmail(users(), before.email, userId)]
            : []),
        ]);
        if (result.ok) return { ok: true, user: after };
        if (!result.failed.includes(0)) return { ok: false, reason: "taken" };
      }
      return { ok: false, reason: "busy" };
    },

    async remove(userId) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await find(userId);
        if (!before) return { ok: false, reason: "not-found" };
        const result = await transact(client, [
          {
            Delete: { TableName: users(), Key: { userId }, ...ifUnchanged(before) },
          },
          freeEmail(users(), before.email, userId),
        ]);
        if (result.ok) return result;
      }
      return { ok: false, reason: "busy" };
    },
  };
}

/** The user in an item, without the attributes that only the table needs. */
function userOf({ userId, name, email, age, createdAt, updatedAt }: Record<string, unknown>): User {
  const user = { userId, name, email, createdAt, updatedAt, ...(age !== undefined && { age }) };
  return user as User;
}
