import { createHash } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { checkRequest } from "../../../contract/rules/booking-request";
import type { BookingReply } from "../../../contract/schemas/bookings";
import { bookingMessages } from "../../../contract/wording/bookings";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { bookVisit } from "../book-visit";
import { type Booking, manageUrl } from "../booking";
import type { Seen } from "../idempotency";
import { type BookingStore, bookingStore } from "../store";

/** Stage settings of POST /booking. */
export interface CreateBookingSettings {
  /** Whether a booking is confirmed at once instead of waiting for the owner. */
  readonly autoConfirm: boolean;
}

/** POST /booking: books a visit. */
export function createBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
  settings: CreateBookingSettings = { autoConfirm: setting("AUTO_CONFIRM") === "true" },
) {
  return serve(
    business,
    operations.createBooking,
    async ({ body, headers, language, siteOrigin }) => {
      const now = clock();
      const key = headers["idempotency-key"];
      if (key !== undefined && !/^[\w-]{8,64}$/.test(key)) return refuse("idempotency.invalid");
      const checked = checkRequest(business, body);
      if (!checked.ok) return refuse("invalid", checked.fields);
      const bodyHash = createHash("sha256").update(JSON.stringify(checked.request)).digest("hex");
      const findSeen = async () => (key ? store.replay(key, bodyHash, now) : undefined);
      const seen = await findSeen();
      if (seen) return replayed(seen);

      const status = settings.autoConfirm ? "confirmed" : "pending";
      const replyTo = (booking: Booking): BookingReply => ({
        status: "success",
        bookingId: booking.bookingId,
        message: bookingMessages[status][booking.locale],
        manageUrl: manageUrl(booking, business.languages[0]),
      });
      const result = await bookVisit(
        business,
        store,
        { ...checked.request, locale: checked.request.locale ?? language },
        {
          status,
          by: "customer",
          siteOrigin,
          now,
          ...(key && { remember: (booking) => ({ key, bodyHash, reply: replyTo(booking) }) }),
        },
      );
      if (result.ok) {
        const { bookingId, staff } = result.booking;
        log.info({ event: "booking.created", bookingId, staff });
        return ok(replyTo(result.booking));
      }
      if (result.reason === "invalid") return refuse("invalid", result.fields);
      // The same request, sent twice, may be what took the time.
      const twin = result.reason === "seen" ? result : await findSeen();
      if (twin) return replayed(twin);
      return refuse(result.reason === "busy" ? "busy" : "taken");
    },
  );
}

/** Repeats the reply to an earlier request with the same key. */
function replayed({ replay }: Seen) {
  return replay ? ok(replay) : refuse("idempotency.reused");
}
