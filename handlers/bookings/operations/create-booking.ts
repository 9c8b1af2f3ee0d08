import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import type { RefusalOf } from "../../../contract/operations/operation";
import { checkRequest, toE164 } from "../../../contract/rules/booking-request";
import { meantServices } from "../../../contract/rules/choice";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, refuseTerms, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { bookVisit, whoIsFree } from "../book-visit";
import type { Booking } from "../booking";
import type { Refused, Seen } from "../idempotency";
import { type BookingStore, bookingStore } from "../store";
import { bookingReply, firstReply } from "./booking-reply";

/** Stage settings of POST /booking. */
export interface CreateBookingSettings {
  /** Whether a booking is confirmed at once where the business document does not say who confirms it. */
  readonly autoConfirm: boolean;
}

type CreateRefusal = RefusalOf<typeof operations.createBooking>;

/** POST /booking: books a visit. */
export function createBooking(
  business: Business,
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
  settings: CreateBookingSettings = { autoConfirm: setting("AUTO_CONFIRM") === "true" },
) {
  const { confirmation = settings.autoConfirm ? "at-once" : "by-owner" } = business.booking;
  const isConfirmedAtOnce = confirmation === "at-once";
  return serve(
    business,
    operations.createBooking,
    async ({ body, headers, language, siteOrigin }) => {
      const now = clock();
      const named = idempotencyKey(headers);
      if (!named.ok) return named;
      const { key } = named;
      // However its number is typed and in whatever order services and options were chosen, it is the same request.
      // Nor is it another one where its customer was told another price: what is booked is answered again.
      const { forAnother, expected, options, ...others } = {
        ...body,
        phone: toE164(business, body.phone) ?? body.phone,
      };
      const chosen = Object.entries(options ?? {}).sort();
      const asked = { ...others, ...(chosen.length > 0 && { options: chosen }) };
      const bodyHash = bodyHashOf({
        ...asked,
        service: [...asked.service].sort(),
        ...(forAnother && { forAnother }),
      });
      // As the release before hashed it.
      const hashes = [bodyHash, bodyHashOf(asked)];
      // Who accepts other terms than were refused sends them under a new key, as with every refusal.
      const termsHash = bodyHashOf({ bodyHash, expected });

      const service = meantServices(business, body.service);
      const checked = checkRequest(business, { ...body, service });
      /** A copy of a request that was refused for its terms is told them, too. */
      const termsNow = async () => {
        const offer = checked.ok && (await whoIsFree(business, store, checked.request, now));
        return offer && !offer.ok && offer.reason === "terms.changed" ? offer.terms : undefined;
      };

      /** Answers an earlier request again, before anything else is checked: it is booked, whatever has changed since. */
      const again = async (seen: Seen | Refused) => {
        if (seen.reason === "refused" && seen.refusal === "terms.changed") {
          return seen.bodyHash === termsHash
            ? refuseTerms(await termsNow())
            : refuse("idempotency.reused");
        }
        if (!hashes.includes(seen.bodyHash)) return refuse("idempotency.reused");
        if (seen.reason === "refused") return refuse(seen.refusal as CreateRefusal);
        const booking = await store.find(seen.reply.bookingId);
        return booking
          ? ok(bookingReply(business, seen.reply, booking, now))
          : refuse("idempotency.reused");
      };
      const seen = key && (await store.replay(key, now));
      if (seen) return again(seen);
      if (!checked.ok) return refuse("invalid", checked.fields);
      const result = await bookVisit(
        business,
        store,
        { ...checked.request, locale: checked.request.locale ?? language },
        {
          status: isConfirmedAtOnce ? "confirmed" : "pending",
          by: "customer",
          siteOrigin,
          now,
          maxOpenVisits: business.booking.maxOpenVisits,
          ...(key && {
            remember: (booking: Booking) => ({
              key,
              bodyHash,
              reply: firstReply(business, booking),
            }),
          }),
        },
      );
      if (result.ok) {
        const { booking } = result;
        log.info({
          event: "booking.created",
          bookingId: booking.bookingId,
          staff: booking.staff,
        });
        return ok(bookingReply(business, firstReply(business, booking), booking, now));
      }
      if (result.reason === "seen" || result.reason === "refused") return again(result);
      // What is wrong with the request itself is as wrong with its copies.
      if (result.reason === "invalid") return refuse("invalid", result.fields);
      const refusal =
        result.reason === "terms.changed" ? refuseTerms(result.terms) : refuse(result.reason);
      // The same request, sent at the same moment, may be what is in the way, or go through after this one.
      const hash = refusal.reason === "terms.changed" ? termsHash : bodyHash;
      const answered = key && (await store.refuse(key, hash, refusal.reason, now));
      return answered ? again(answered) : refusal;
    },
  );
}
