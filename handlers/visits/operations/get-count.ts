import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { type VisitStore, visitStore } from "../store";

/** GET /count: the number of visits to the site. */
export function getCount(business: Business, store: VisitStore = visitStore()) {
  return serve(business, operations.getCount, async () => ok({ count: await store.total() }));
}
