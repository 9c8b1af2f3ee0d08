import { randomUUID } from "node:crypto";
import type { Business, Language } from "../../contract/business";
import { tellingOptions } from "../../contract/rules/options";
import { sell } from "../../contract/rules/sold";
import { isAsExpected, termsOf } from "../../contract/rules/terms";
import { staffFor } from "../../contract/rules/visit";
import type { BookingRequest } from "../../contract/schemas/bookings";
import type { FieldProblems } from "../../contract/schemas/fields";
import type { Terms } from "../../contract/schemas/terms";
import type { BusinessInForce } from "../business/saved-business";
import {
  type Actor,
  appointmentFor,
  type Booking,
  customerIdOf,
  newManageToken,
  soldBy,
} from "./booking";
import { type Offer, readDiary, withLengths } from "./diary/free-staff";
import { timeHeld } from "./diary/held";
import { type AblePerson, startProblem } from "./diary/slots";
import type { Idempotency } from "./idempotency";
import { oweMessage } from "./messages/owed";
import type { BookingStore, CreateResult } from "./store";

/** A checked request: its phone number is in E.164. */
export type VisitRequest = BookingRequest & { readonly locale: Language };

/** How to book a visit, apart from what the customer asks for. */
export interface BookVisitOptions {
  /** Confirmed at once, or waiting for the business. */
  readonly status: "pending" | "confirmed";
  readonly by: Actor;
  readonly siteOrigin: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** How many visits one number or address may hold; absent at the desk. */
  readonly maxOpenVisits?: number;
  /** What to remember in the same transaction, in case the request is sent twice. */
  readonly remember?: (booking: Booking) => Idempotency;
}

export type BookVisitResult =
  | { readonly ok: true; readonly booking: Booking }
  | OfferProblem
  | Extract<CreateResult, { ok: false }>;

/** Why nobody can do a visit as it is asked for. */
export type OfferProblem =
  | { readonly ok: false; readonly reason: "invalid"; readonly fields: FieldProblems }
  /** Somebody could, with another length or price than its customer expects. */
  | { readonly ok: false; readonly reason: "terms.changed"; readonly terms: Terms }
  | { readonly ok: false; readonly reason: "taken" };

/** Books a visit with the person asked for, or with the first one who is free and does it as it is expected. */
export async function bookVisit(
  business: BusinessInForce,
  store: Pick<BookingStore, "create" | "takenOn">,
  request: VisitRequest,
  { status, by, siteOrigin, now, maxOpenVisits, remember }: BookVisitOptions,
): Promise<BookVisitResult> {
  const { service, date, time } = request;
  const options = tellingOptions(business, service, request.options);
  const offer = await whoIsFree(business, store, request, now);
  if (!offer.ok) return offer;
  let reason: "taken" | "busy" = "taken";
  for (const { id: staff, visit } of offer.people) {
    const made: Booking = {
      ...oweMessage(status === "pending" ? "request" : "confirmation", now),
      ...appointmentFor(business, staff, date, time, visit.durationMinutes),
      bookingId: randomUUID(),
      customerId: customerIdOf(request.phone),
      customerName: request.name,
      ...(request.email && { customerEmail: request.email }),
      customerPhone: request.phone,
      service,
      ...(Object.keys(options).length > 0 && { options }),
      sold: sell(business, service, staff, options),
      ...soldBy(business),
      ...(request.forAnother && { forAnother: true }),
      ...timeHeld(time, visit),
      status,
      locale: request.locale,
      ...(request.note && { note: request.note }),
      createdAt: now,
      updatedAt: now,
      history: [{ at: now, by, status }],
      mail: {},
      sequence: 0,
      manageToken: newManageToken(),
      organizer: business.email,
      siteOrigin,
    };
    const idempotency = remember?.(made);
    const booking = idempotency ? { ...made, idempotencyKey: idempotency.key } : made;
    const limits = { maxOpenVisits, forAnother: request.forAnother ?? false };
    const result = await store.create(
      booking,
      { ...(idempotency && { idempotency }), ...(maxOpenVisits !== undefined && { limits }) },
      now,
    );
    if (result.ok) return { ok: true, booking };
    if (result.reason === "busy") reason = "busy";
    else if (result.reason !== "taken") return result;
  }
  return { ok: false, reason };
}

/** Who can do a visit at the time that it is asked for, in the order of the business. */
export async function whoIsFree(
  business: Business,
  store: Pick<BookingStore, "takenOn">,
  { service, options, staff, date, time, expected }: BookingRequest,
  now: string,
): Promise<{ readonly ok: true; readonly people: readonly Offer[] } | OfferProblem> {
  const able = withLengths(
    business,
    staffFor(business, service).filter(({ id }) => !staff || id === staff),
    service,
    options,
  );
  const [first] = able;
  if (!first) return { ok: false, reason: "invalid", fields: { staff: "staff.service" } };
  const problemOf = (person: AblePerson) => startProblem(business, date, time, person, now);
  const inTime = able.filter((person) => !problemOf(person));
  const problem = inTime.length === 0 && problemOf(first);
  if (problem) return { ok: false, reason: "invalid", fields: { [problem.field]: problem.key } };

  const diary = await readDiary(business, store, inTime, [date]);
  const free = inTime.filter((person) => diary.isFree(person, date, time));
  const [next] = free;
  if (!next) return { ok: false, reason: "taken" };
  const people = free.filter(({ visit }) => isAsExpected(termsOf(business, visit), expected));
  return people.length > 0
    ? { ok: true, people }
    : { ok: false, reason: "terms.changed", terms: termsOf(business, next.visit) };
}
