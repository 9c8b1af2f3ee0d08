import * as routes from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { type VisitStore, visitStore } from "../store";

/** GET /count: how many visits the site has had. */
export function getCount(store: VisitStore = visitStore()) {
  return serve(routes.getCount, async () => ok({ count: await store.total() }));
}
