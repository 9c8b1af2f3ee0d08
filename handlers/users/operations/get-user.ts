import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, refuse, serve } from "../../runtime/http";
import { type UserStore, userStore } from "../store";

/** GET /users/{userId}: one user. */
export function getUser(business: Business, store: UserStore = userStore()) {
  return serve(business, operations.getUser, async ({ path }) => {
    const user = path.userId ? await store.find(path.userId) : undefined;
    return user ? ok(user) : refuse("not-found");
  });
}
