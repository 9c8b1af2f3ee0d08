import { isOffered, visitOf } from "../../contract/rules/visit";
import { appointmentFor, type Booking } from "../../handlers/bookings/booking";
import { timeHeld } from "../../handlers/bookings/diary/held";
import { owedAttributes } from "../../handlers/bookings/messages/owed";
import { business } from "./fixture-business";

/** A Saturday morning in Douala (UTC+1), well before everything the tests book. */
export const now = "2026-11-21T08:00:00Z";
/** The Monday after. */
export const monday = "2026-11-23";

/** What a visitor sends, with every field right. */
export const validRequest = {
  name: "Awa Ngo",
  email: "awa@example.com",
  phone: "+237 6 51 84 46 64",
  service: "cornrows",
  date: monday,
  time: "10:00",
  staff: "petra",
  locale: "en",
} as const;

/** A booking as the table holds it. */
export function aBooking(changes: Partial<Booking> = {}): Booking {
  const service = changes.service ?? ["cornrows"];
  const staff = changes.staff ?? "petra";
  const date = changes.appointmentDate ?? monday;
  const time = changes.appointmentTime ?? "10:00";
  const visit = visitOf(business, isOffered(business, service) ? service : ["cornrows"], staff);
  return {
    ...appointmentFor(business, staff, date, time, visit.durationMinutes),
    bookingId: "7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11",
    customerId: "c-1",
    customerName: "Awa Ngo",
    customerEmail: "awa@example.com",
    customerPhone: "+237651844664",
    service,
    ...timeHeld(time, visit),
    status: "confirmed",
    locale: "en",
    createdAt: now,
    updatedAt: now,
    history: [{ at: now, by: "customer", status: "confirmed" }],
    mail: {},
    sequence: 0,
    manageToken: "secret-token",
    siteOrigin: "https://www.example.com",
    ...changes,
  };
}

/** A booking but for what becomes of its messages. */
export function withoutMessages(booking: Booking): Partial<Booking> {
  const messages: readonly string[] = ["mail", ...owedAttributes];
  return Object.fromEntries(Object.entries(booking).filter(([name]) => !messages.includes(name)));
}
