import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Booking } from "../../../handlers/bookings/booking";
import {
  type Contact,
  type ContactKey,
  type ContactLimits,
  contactIn,
  contactKey,
  contactKeysOf,
  contactProblem,
  countAttempt,
  isThrottled,
  listVisit,
} from "../../../handlers/bookings/contacts";
import { readTogether, transact, type Writes } from "../../../handlers/runtime/transaction";

export type WithContactsResult =
  | { readonly ok: true }
  /** A condition of the caller's own writes failed, at these indexes. */
  | { readonly ok: false; readonly reason: "failed"; readonly failed: readonly number[] }
  | { readonly ok: false; readonly reason: "busy" }
  | LimitReached;

/** What the limits of these contacts refused. */
export interface LimitReached {
  readonly ok: false;
  readonly reason: "contact.limit" | "contact.throttled";
}

/** How often a write starts over because another visit with the same contact came in between. */
const attempts = 6;

/**
 * Writes a booking's own changes together with its place in the lists of its phone number and address, if
 * their limits allow it. Starts over where a list has changed since it was read. Attempts online are
 * counted, successful ones in the same transaction: those to book with the number and the address, those to
 * move with the booking, so that no stranger's attempts keep a customer from moving.
 * @param decisive indexes of own writes whose failed condition is final
 */
export async function withContacts(
  client: DynamoDBDocumentClient,
  slotsTable: string,
  booking: Booking,
  limits: ContactLimits | undefined,
  now: string,
  own: Writes,
  decisive: readonly number[],
): Promise<WithContactsResult> {
  const keys = contactKeysOf(booking);
  const moved = limits && isMove(limits) ? [contactKey("booking", booking.bookingId)] : [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const all = await readContacts(client, slotsTable, [...keys, ...moved], now);
    const [contacts, counters] = [all.slice(0, keys.length), all.slice(keys.length)];
    if (limits && isThrottled(moved.length > 0 ? counters : contacts, now)) {
      return { ok: false, reason: "contact.throttled" };
    }
    const problem = limits && contactProblem(contacts, booking, limits);
    if (problem) return { ok: false, reason: problem };
    const attemptAt = limits && !isMove(limits) ? now : undefined;
    const lists = [
      ...contacts.map((contact) => listVisit(slotsTable, contact, booking, attemptAt)),
      ...counters.map((counter) => countAttempt(slotsTable, counter, now)),
    ];
    const result = await transact(client, [...own, ...lists], decisive);
    if (result.ok) return result;
    const failed = result.failed.filter((index) => index < own.length);
    if (failed.length > 0) return { ok: false, reason: "failed", failed };
  }
  return { ok: false, reason: "busy" };
}

async function readContacts(
  client: DynamoDBDocumentClient,
  slotsTable: string,
  keys: readonly ContactKey[],
  now: string,
): Promise<Contact[]> {
  const items = await readTogether(client, slotsTable, keys);
  return keys.map((key, at) => contactIn(key, items[at], now));
}

/** A move adds no visit, so nothing limits how many there are. */
function isMove({ maxOpenVisits }: ContactLimits): boolean {
  return maxOpenVisits === undefined;
}
