import * as routes from "../../../contract/operations";
import { ok, refuse, serve } from "../../runtime/http";
import { type UserStore, userStore } from "../store";

/** GET /users/{userId}: one user. */
export function getUser(store: UserStore = userStore()) {
  return serve(routes.getUser, async ({ path }) => {
    const user = path.userId ? await store.find(path.userId) : undefined;
    return user ? ok(user) : refuse("not-found");
  });
}
