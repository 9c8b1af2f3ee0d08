import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { type BusinessStore, businessStore } from "../store";

/** How many versions the desk's history shows. */
const mostVersions = 50;

/** GET /admin/business/versions: the newest versions, newest first. */
export function listBusinessVersions(business: Business, store: BusinessStore = businessStore()) {
  return serve(business, operations.listBusinessVersions, async () =>
    ok({ versions: await store.versions(mostVersions) }),
  );
}
