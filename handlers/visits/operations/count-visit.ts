import * as routes from "../../../contract/operations";
import { businessDate } from "../../../contract/rules/business-time";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { type VisitStore, visitStore } from "../store";
import { visitorHash } from "../visitor";

/** POST /count: counts the visitor unless the business day has seen them, and tells the sum. */
export function countVisit(store: VisitStore = visitStore(), clock: Clock = systemClock) {
  return serve(routes.countVisit, async ({ headers, viewerAddress }) => {
    const now = clock();
    const date = businessDate(now);
    const salt = await store.salt(date, now);
    const visitor = visitorHash(salt, viewerAddress, headers["user-agent"] ?? "");
    if ((await store.count(date, visitor, now)) === "busy") return refuse("conflict");
    return ok({ count: await store.total() });
  });
}
