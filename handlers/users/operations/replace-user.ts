import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, preciseClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type UserStore, userStore } from "../store";

/** PUT /users/{userId}: replaces a user; an age that is left out is removed. */
export function replaceUser(
  business: Business,
  store: UserStore = userStore(),
  clock: Clock = preciseClock,
) {
  return serve(business, operations.replaceUser, async ({ path: { userId }, body, admin }) => {
    if (!userId) return refuse("not-found");
    const result = await store.replace(userId, body, clock());
    if (result.ok) {
      log.info({ event: "user.replaced", userId, by: admin });
      return ok(result.user);
    }
    if (result.reason === "taken") return refuse("email.taken", { email: "email.taken" });
    return refuse(result.reason === "busy" ? "conflict" : result.reason);
  });
}
