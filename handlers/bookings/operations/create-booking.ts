import { createHash, randomUUID } from "node:crypto";
import { business } from "../../../business";
import * as routes from "../../../contract/operations";
import type { BookingReply, BookingRequest } from "../../../contract/schemas/bookings";
import { translate } from "../../../contract/wording/messages";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { appointment, type Booking, customerIdOf, manageUrl, newManageToken } from "../booking";
import { staffDayOf } from "../diary/ledger";
import { bucketsOf, staffFor, startProblem, visitOf } from "../diary/slots";
import { type BookingStore, bookingStore } from "../store";

/** Stage settings of POST /booking. */
export interface CreateBookingSettings {
  /** True: a booking is confirmed at once. False: it waits for the owner. */
  readonly autoConfirm: boolean;
}

/** POST /booking: books a visit with the first able person who is free. */
export function createBooking(
  store: BookingStore = bookingStore(),
  clock: Clock = systemClock,
  settings: CreateBookingSettings = { autoConfirm: setting("AUTO_CONFIRM") === "true" },
) {
  return serve(routes.createBooking, async ({ body, headers, language, siteOrigin }) => {
    const now = clock();
    const key = headers["idempotency-key"];
    if (key !== undefined && !/^[\w-]{8,64}$/.test(key)) return refuse("idempotency.invalid");
    const bodyHash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    const seen = async () => {
      const earlier = key && (await store.replay(key, bodyHash, now));
      if (!earlier || earlier.ok || earlier.reason !== "seen") return undefined;
      return earlier.replay ? ok(earlier.replay) : refuse("idempotency.reused");
    };
    const again = await seen();
    if (again) return again;

    const visit = visitOf(body.service);
    const problem = startProblem(body.date, body.time, visit, now);
    if (problem) return refuse("invalid", { [problem.field]: problem.key });
    const able = staffFor(body.service).filter(({ id }) => !body.staff || id === body.staff);
    if (able.length === 0) return refuse("invalid", { staff: "staff.service" });

    const buckets = bucketsOf(body.time, visit);
    // Looking first spares a losing transaction; only the transaction decides.
    const taken = await store.takenOn(able.map(({ id }) => ({ staff: id, date: body.date })));
    let refusal: "taken" | "busy" = "taken";
    for (const { id: staff } of able) {
      const held = taken.get(staffDayOf(staff, body.date));
      if (buckets.some((bucket) => held?.has(bucket))) continue;
      const locale = body.locale ?? language;
      const booking = newBooking({ ...body, locale, staff }, buckets, siteOrigin, now, settings);
      const reply: BookingReply = {
        status: "success",
        bookingId: booking.bookingId,
        message: translate(locale, `booking.${booking.status}`),
        manageUrl: manageUrl(booking, business.languages[0]),
      };
      const result = await store.create(booking, key ? { key, bodyHash, reply } : undefined, now);
      if (result.ok) {
        log.info({ event: "booking.created", bookingId: booking.bookingId, staff });
        return ok(reply);
      }
      if (result.reason === "seen") {
        return result.replay ? ok(result.replay) : refuse("idempotency.reused");
      }
      if (result.reason === "busy") refusal = "busy";
    }
    // The time may be taken by this very request's twin, which has answered in the meantime.
    return (await seen()) ?? refuse(refusal);
  });
}

function newBooking(
  request: BookingRequest & Required<Pick<BookingRequest, "staff" | "locale">>,
  buckets: readonly number[],
  siteOrigin: string,
  now: string,
  { autoConfirm }: CreateBookingSettings,
): Booking {
  const status = autoConfirm ? "confirmed" : "pending";
  return {
    ...appointment(request.staff, request.date, request.time, request.service),
    bookingId: randomUUID(),
    customerId: customerIdOf(request.phone),
    customerName: request.name,
    ...(request.email && { customerEmail: request.email }),
    customerPhone: request.phone,
    service: request.service,
    buckets,
    status,
    locale: request.locale,
    ...(request.note && { note: request.note }),
    createdAt: now,
    updatedAt: now,
    history: [{ at: now, by: "customer", status }],
    mail: {},
    sequence: 0,
    manageToken: newManageToken(),
    siteOrigin,
  };
}
