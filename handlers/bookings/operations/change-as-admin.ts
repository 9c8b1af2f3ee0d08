import type { Operation } from "../../../contract/operations/operation";
import { canBecome } from "../../../contract/rules/status";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import type { adminBookingSchema } from "../../../contract/schemas/desk";
import type { Clock } from "../../runtime/clock";
import { type Answer, ok, type Request, refuse } from "../../runtime/http";
import { log } from "../../runtime/log";
import type { BookingStore } from "../store";
import { adminView } from "./admin-view";

type Row = Operation & { readonly reply: typeof adminBookingSchema };

/** What the owner's operations share: the booking of the path becomes `to`, if the status machine lets it. */
export function changeAsAdmin(
  store: Pick<BookingStore, "find" | "changeStatus">,
  clock: Clock,
  to: BookingStatus,
) {
  return async ({ path, admin }: Pick<Request<Row>, "path" | "admin">): Promise<Answer<Row>> => {
    const { bookingId = "" } = path;
    const booking = await store.find(bookingId);
    if (!booking) return refuse("not-found");
    if (!canBecome(booking.status, to)) return refuse(`booking.is.${booking.status}`);
    const result = await store.changeStatus(booking, to, `admin:${admin}`, clock());
    // Not tried again: what the owner decided on is not what the booking is now.
    if (!result.ok) return refuse(result.reason === "changed" ? "booking.changed" : "busy");
    log.info({ event: "booking.changed", bookingId, status: to });
    return ok(adminView(result.booking));
  };
}
