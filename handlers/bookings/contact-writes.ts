import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readTogether, transact, type Writes } from "../runtime/transaction";
import type { Booking } from "./booking";
import {
  type Contact,
  type ContactLimits,
  contactIn,
  contactKeysOf,
  contactProblem,
  countRefusal,
  listVisit,
} from "./contacts";

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
  readonly contacts: readonly Contact[];
}

/** Counts a refused attempt with each of its contacts, so that nobody can try out when a number has a visit. */
export async function noteRefusal(
  client: DynamoDBDocumentClient,
  slotsTable: string,
  { reason, contacts }: LimitReached,
  now: string,
): Promise<void> {
  if (reason === "contact.throttled") return;
  await transact(
    client,
    contacts.map((contact) => countRefusal(slotsTable, contact, now)),
  );
}

/** How often a write starts over because another visit with the same contact came in between. */
const attempts = 6;

/**
 * Writes a booking's own changes together with its place in the lists of its phone number and address, if
 * their limits allow it. Starts over where a list has changed since it was read.
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
  for (let attempt = 0; attempt < attempts; attempt++) {
    const items = await readTogether(client, slotsTable, keys);
    const contacts = keys.map((key, at) => contactIn(key, items[at], now));
    const problem = limits && contactProblem(contacts, booking, limits, now);
    if (problem) return { ok: false, reason: problem, contacts };
    const lists = contacts.map((contact) => listVisit(slotsTable, contact, booking));
    const result = await transact(client, [...own, ...lists], decisive);
    if (result.ok) return result;
    const failed = result.failed.filter((index) => index < own.length);
    if (failed.length > 0) return { ok: false, reason: "failed", failed };
  }
  return { ok: false, reason: "busy" };
}
