import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type BookingLists, bookingLists } from "../../bookings/lists";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, serve } from "../../runtime/http";
import { Unavailable } from "../../runtime/outage";
import { type BusinessStore, businessStore } from "../store";
import { visitsOutside } from "../visits-outside";

/** GET /admin/business/visits-outside: the coming visits that the document in force leaves outside. */
export function listVisitsOutside(
  business: Business,
  store: Pick<BusinessStore, "current" | "find"> = businessStore(),
  lists: Pick<BookingLists, "onDays"> = bookingLists(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listVisitsOutside, async () => {
    // What this function follows may be a moment old.
    const current = await store.current();
    if (!current) throw new Unavailable("The document has gone.");
    const before = await store.find(current.version - 1);
    return ok(await visitsOutside(lists, current, before?.business, clock()));
  });
}
