import { randomUUID } from "node:crypto";
import type { Business, Language } from "../../contract/business";
import { sell } from "../../contract/rules/sold";
import { staffFor, visitOf } from "../../contract/rules/visit";
import type { BookingRequest } from "../../contract/schemas/bookings";
import type { FieldProblems } from "../../contract/schemas/fields";
import { type Actor, appointment, type Booking, customerIdOf, newManageToken } from "./booking";
import { readDiary } from "./diary/free-staff";
import { bucketsOf, startProblem } from "./diary/slots";
import type { Idempotency } from "./idempotency";
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
  /** What to remember in the same transaction, in case the request is sent twice. */
  readonly remember?: (booking: Booking) => Idempotency;
}

export type BookVisitResult =
  | { readonly ok: true; readonly booking: Booking }
  | { readonly ok: false; readonly reason: "invalid"; readonly fields: FieldProblems }
  | Extract<CreateResult, { ok: false }>;

/** Books a visit with the person asked for, or with the first one who does the services and is free. */
export async function bookVisit(
  business: Business,
  store: Pick<BookingStore, "create" | "takenOn">,
  request: VisitRequest,
  { status, by, siteOrigin, now, remember }: BookVisitOptions,
): Promise<BookVisitResult> {
  const { service, date, time } = request;
  const visit = visitOf(business, service);
  const problem = startProblem(business, date, time, visit, now);
  if (problem) return { ok: false, reason: "invalid", fields: { [problem.field]: problem.key } };
  const able = staffFor(business, service).filter(
    ({ id }) => !request.staff || id === request.staff,
  );
  if (able.length === 0) {
    return { ok: false, reason: "invalid", fields: { staff: "staff.service" } };
  }

  const diary = await readDiary(store, able, [date]);
  let reason: "taken" | "busy" = "taken";
  for (const staff of diary.freeStaff(able, date, time, visit)) {
    const booking: Booking = {
      ...appointment(business, staff, date, time, service),
      bookingId: randomUUID(),
      customerId: customerIdOf(request.phone),
      customerName: request.name,
      ...(request.email && { customerEmail: request.email }),
      customerPhone: request.phone,
      service,
      sold: sell(business, service, staff),
      buckets: bucketsOf(time, visit),
      status,
      locale: request.locale,
      ...(request.note && { note: request.note }),
      createdAt: now,
      updatedAt: now,
      history: [{ at: now, by, status }],
      mail: {},
      sequence: 0,
      manageToken: newManageToken(),
      siteOrigin,
    };
    const result = await store.create(booking, remember?.(booking), now);
    if (result.ok) return { ok: true, booking };
    if (result.reason === "seen") return result;
    if (result.reason === "busy") reason = "busy";
  }
  return { ok: false, reason };
}
