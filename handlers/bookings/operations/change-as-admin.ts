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
/** A decision on how a visit went; it alone can come too early. */
type OutcomeRow = typeof operations.completeBooking;
type RowOf<To extends BookingStatus> = To extends "completed" | "no_show" ? OutcomeRow : Row;

type Act<Of extends Row | OutcomeRow> = (
  request: Pick<Request<Row>, "path" | "headers" | "admin">,
) => Promise<Answer<Of>>;

/** What the desk's decisions share: gives the booking in the path the status `to`, if allowed. */
export function changeAsAdmin<To extends BookingStatus>(
  business: Business,
  store: Pick<BookingStore, "find" | "changeStatus">,
  clock: Clock,
  to: To,
): Act<RowOf<To>> {
  const act: Act<OutcomeRow> = async ({ path, headers, admin }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const { bookingId = "" } = path;
    const result = await decide(store, bookingId, to, `admin:${admin}`, clock(), named.key);
    if (!result.ok) return refuse(result.reason);
    log.info({ event: "booking.changed", bookingId, status: to });
    return ok(adminView(business, result.booking));
  };
  return act as Act<RowOf<To>>;
}
