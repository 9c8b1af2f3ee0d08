import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, preciseClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey, idFromKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type UserStore, userStore } from "../store";

/** POST /users: adds a user, if nobody else has the e-mail address. */
export function createUser(
  business: Business,
  store: UserStore = userStore(),
  clock: Clock = preciseClock,
) {
  return serve(business, operations.createUser, async ({ body, headers, admin }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const userId = named.key ? idFromKey("user", named.key) : randomUUID();
    const bodyHash = bodyHashOf(body);
    const userOf = (now: string) => ({ userId, ...body, createdAt: now, updatedAt: now });
    const user = userOf(clock());
    const result = await store.create(user, bodyHash);
    if (result.ok) {
      log.info({ event: "user.created", userId, by: admin });
      return ok(user);
    }
    if (result.reason === "taken") return refuse("email.taken", { email: "email.taken" });
    if (result.requestHash !== bodyHash) return refuse("idempotency.reused");
    return ok(userOf(result.createdAt));
  });
}
