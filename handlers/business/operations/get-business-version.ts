import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, refuse, serve } from "../../runtime/http";
import { type BusinessStore, businessStore } from "../store";
import { businessReply } from "./business-reply";

/** GET /admin/business/versions/{businessVersion}: one version, for looking at it or bringing it back. */
export function getBusinessVersion(business: Business, store: BusinessStore = businessStore()) {
  return serve(business, operations.getBusinessVersion, async ({ path }) => {
    const number = path.businessVersion ?? "";
    const saved = /^[1-9]\d{0,8}$/.test(number) ? await store.find(Number(number)) : undefined;
    return saved ? ok(businessReply(saved)) : refuse("not-found");
  });
}
