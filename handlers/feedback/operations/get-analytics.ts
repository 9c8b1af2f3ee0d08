import * as routes from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { analyticsOf, type TotalsStore, totalsStore } from "../totals";

/** GET /analytics: the sums over all reviews there ever were. */
export function getAnalytics(totals: TotalsStore = totalsStore()) {
  return serve(routes.getAnalytics, async () => ok(analyticsOf(await totals.global())));
}
