import type { Business } from "../../../contract/business";
import type * as operations from "../../../contract/operations";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import type { Clock } from "../../runtime/clock";
import { type Answer, ok, type Request, refuse } from "../../runtime/http";
import { idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { decide } from "../decide";
import type { BookingStore } from "../store";
import { adminView } from "./admin-view";

type Row = typeof operations.confirmBooking;

/** What the desk's decisions share: gives the booking in the path the status `to`, if allowed. */
export function changeAsAdmin(
  business: Business,
  store: Pick<BookingStore, "find" | "changeStatus">,
  clock: Clock,
  to: BookingStatus,
) {
  return async ({
    path,
    headers,
    admin,
  }: Pick<Request<Row>, "path" | "headers" | "admin">): Promise<Answer<Row>> => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const { bookingId = "" } = path;
    const result = await decide(store, bookingId, to, `admin:${admin}`, clock(), named.key);
    if (!result.ok) return refuse(result.reason);
    log.info({ event: "booking.changed", bookingId, status: to });
    return ok(adminView(business, result.booking));
  };
}
