import { ok, serve } from "../http";
import * as routes from "../routes";
import { type VisitStore, visitStore } from "./store";

/** GET /count: how many visits the site has had. */
export function getCount(store: VisitStore = visitStore()) {
  return serve(routes.getCount, async () => ok({ count: await store.total() }));
}
