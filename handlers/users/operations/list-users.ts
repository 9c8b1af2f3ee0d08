import * as v from "valibot";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { readCursor, writeCursor } from "../../runtime/cursor";
import { ok, refuse, serve } from "../../runtime/http";
import { type UserStore, userStore } from "../store";

const userKeySchema = v.strictObject({
  userId: v.pipe(v.string(), v.uuid()),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
});

/** GET /users: a page of users, newest first. */
export function listUsers(business: Business, store: UserStore = userStore()) {
  return serve(business, operations.listUsers, async ({ query: { limit, cursor } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor, userKeySchema);
    if (cursor !== undefined && !after) return refuse("invalid", { cursor: "cursor.invalid" });
    const { users, next } = await store.list(limit, after);
    return ok({ users, count: users.length, ...(next && { cursor: writeCursor(next) }) });
  });
}
