import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { analyticsOf, type TotalsStore, totalsStore } from "../totals";

/** GET /analytics: the totals of all reviews ever written. */
export function getAnalytics(business: Business, totals: TotalsStore = totalsStore()) {
  return serve(business, operations.getAnalytics, async () =>
    ok(analyticsOf(await totals.global())),
  );
}
