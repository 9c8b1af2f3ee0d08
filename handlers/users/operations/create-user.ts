import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, preciseClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type UserStore, userStore } from "../store";

/** POST /users: adds a user, if nobody else has the e-mail address. */
export function createUser(
  business: Business,
  store: UserStore = userStore(),
  clock: Clock = preciseClock,
) {
  return serve(business, operations.createUser, async ({ body, admin }) => {
    const now = clock();
    const user = { userId: randomUUID(), ...body, createdAt: now, updatedAt: now };
    const result = await store.create(user);
    if (!result.ok && result.reason === "taken") {
      return refuse("email.taken", { email: "email.taken" });
    }
    if (!result.ok) return refuse("conflict");
    log.info({ event: "user.created", userId: user.userId, by: admin });
    return ok(user);
  });
}
