import { randomUUID } from "node:crypto";
import * as routes from "../../../contract/operations";
import { type Clock, preciseClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type UserStore, userStore } from "../store";

/** POST /users: adds a user whose e-mail nobody else has. */
export function createUser(store: UserStore = userStore(), clock: Clock = preciseClock) {
  return serve(routes.createUser, async ({ body, admin }) => {
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
