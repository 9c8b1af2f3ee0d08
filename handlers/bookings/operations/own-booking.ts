import type { Operation } from "../../../contract/operations/operation";
import { type Request, refuse } from "../../runtime/http";
import { type Booking, holdsToken } from "../booking";
import type { BookingStore } from "../store";

/**
 * The booking in the path, if the caller has the secret of its link. A booking that does not exist and
 * somebody else's get the same answer, so ids can't be probed.
 */
export async function ownBooking(
  store: Pick<BookingStore, "find">,
  { path, headers }: Pick<Request<Operation>, "path" | "headers">,
): Promise<
  { ok: true; booking: Booking } | { ok: false; reason: "manage.missing" | "manage.wrong" }
> {
  const token = headers["x-manage-token"];
  if (!token) return refuse("manage.missing");
  const booking = path.bookingId ? await store.find(path.bookingId) : undefined;
  if (!booking || !holdsToken(booking, token)) return refuse("manage.wrong");
  return { ok: true, booking };
}
