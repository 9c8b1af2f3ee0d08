import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { dateIn } from "../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, serve } from "../../runtime/http";
import { type VisitStore, visitStore } from "../store";
import { visitorHash } from "../visitor";

/** POST /count: counts the visitor once per business day, and returns the total. */
export function countVisit(
  business: Business,
  store: VisitStore = visitStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.countVisit, async ({ headers, viewerAddress }) => {
    const now = clock();
    const date = dateIn(business.timeZone, now);
    const salt = await store.salt(date, now);
    const visitor = visitorHash(salt, viewerAddress, headers["user-agent"] ?? "");
    await store.count(date, visitor, now);
    return ok({ count: await store.total() });
  });
}
