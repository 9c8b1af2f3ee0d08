import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, refuse, serve } from "../../runtime/http";
import { idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type UserStore, userStore } from "../store";

/** DELETE /users/{userId}: removes a user and frees the e-mail address. */
export function deleteUser(business: Business, store: UserStore = userStore()) {
  return serve(business, operations.deleteUser, async ({ path: { userId }, headers, admin }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const result = userId ? await store.remove(userId) : undefined;
    if (!result) return refuse("not-found");
    if (!result.ok) {
      // A request that may be sent again wants the user to be gone, and so it is.
      if (result.reason === "not-found" && named.key) return ok(undefined);
      return refuse(result.reason === "busy" ? "conflict" : result.reason);
    }
    log.info({ event: "user.deleted", userId, by: admin });
    return ok(undefined);
  });
}
