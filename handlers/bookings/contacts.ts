import { createHash } from "node:crypto";
import { addMinutes, unixSecondsDayAfter } from "../../contract/rules/calendar";
import type { Writes } from "../runtime/transaction";
import type { Booking } from "./booking";

/**
 * What one phone number or one e-mail address holds: an item in the slots table, written in each booking's
 * own transaction, lists the visits that are not over. It is what caps visits and finds them again.
 */
export interface Contact {
  readonly key: ContactKey;
  /** Counts the changes; 0 where there is no item yet. */
  readonly version: number;
  readonly visits: readonly ContactVisit[];
  /** The bookings that are still listed though they are over. */
  readonly over: readonly string[];
  /** How many attempts to book or move online there were in the hour that began then. */
  readonly attempts: { readonly hour: string; readonly count: number };
  /** How often its links were asked for on a day. */
  readonly linksAsked: { readonly day: string; readonly count: number };
}

export type ContactKey = Readonly<Record<"staffDay", `contact#${string}`>>;

/** A visit of a contact, in UTC. */
export interface ContactVisit {
  readonly bookingId: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** A number or an address that visits are booked with, or a booking whose moves are counted. */
export function contactKey(kind: "phone" | "email" | "booking", value: string): ContactKey {
  return { staffDay: `contact#${contactHash(kind, value)}` };
}

/** Stands for a number or an address in a key, so that no key tells it. */
export function contactHash(kind: "phone" | "email" | "booking", value: string): string {
  return createHash("sha256").update(`${kind} ${value}`).digest("hex");
}

/** The contacts that a booking counts for. */
export function contactKeysOf({
  customerPhone,
  customerEmail,
}: Pick<Booking, "customerPhone" | "customerEmail">): ContactKey[] {
  return [
    ...(customerPhone ? [contactKey("phone", customerPhone)] : []),
    ...(customerEmail ? [contactKey("email", customerEmail)] : []),
  ];
}

/** The contact in an item of the table, without the visits that are over, whether anybody marked them or not. */
export function contactIn(
  key: ContactKey,
  item: Readonly<Record<string, unknown>> | undefined,
  now: string,
): Contact {
  const all = listed(item);
  return {
    key,
    version: Number(item?.version ?? 0),
    visits: all.filter(({ endsAt }) => endsAt > now),
    over: all.filter(({ endsAt }) => endsAt <= now).map(({ bookingId }) => bookingId),
    attempts: { hour: String(item?.attemptsHour ?? ""), count: Number(item?.attempts ?? 0) },
    linksAsked: { day: String(item?.linksDay ?? ""), count: Number(item?.links ?? 0) },
  };
}

function listed(item: Readonly<Record<string, unknown>> = {}): ContactVisit[] {
  return Object.entries(item).flatMap(([name, span]) => {
    const bookingId = /^v#(.+)$/.exec(name)?.[1];
    const [startsAt = "", endsAt = ""] = String(span).split(" ");
    return bookingId ? [{ bookingId, startsAt, endsAt }] : [];
  });
}

/**
 * How many attempts with one number or address, refused or not, an hour takes: who could try out every time
 * would learn when its visits are, and who could book without end would have it flooded with mails.
 */
const mostAttempts = 10;

/** Whether these contacts have had their attempts of the hour. */
export function isThrottled(contacts: readonly Contact[], now: string): boolean {
  return contacts.some(
    ({ attempts }) => attempts.hour === hourOf(now) && attempts.count >= mostAttempts,
  );
}

/** What the customers' own bookings and moves are held to; the desk is not. */
export interface ContactLimits {
  /** Absent on a move, which adds no visit. */
  readonly maxOpenVisits?: number;
  /** Whether the visit may overlap another one, since it is somebody else's. */
  readonly forAnother: boolean;
}

/**
 * Why a visit can't be booked or moved online with these contacts; undefined where it can. Too many visits
 * and overlapping ones are one answer, so that nobody learns when a number has a visit.
 */
export function contactProblem(
  contacts: readonly Contact[],
  visit: ContactVisit,
  { maxOpenVisits = Number.POSITIVE_INFINITY, forAnother }: ContactLimits,
): "contact.limit" | undefined {
  const isRefused = contacts.some(({ visits }) => {
    const others = visits.filter(({ bookingId }) => bookingId !== visit.bookingId);
    const overlaps = others.some(
      ({ startsAt, endsAt }) => startsAt < visit.endsAt && endsAt > visit.startsAt,
    );
    return others.length >= maxOpenVisits || (overlaps && !forAnother);
  });
  return isRefused ? "contact.limit" : undefined;
}

/** "2026-11-23T10", the hour in which attempts are counted. */
function hourOf(now: string): string {
  return now.slice(0, 13);
}

/** The write that counts an attempt, if nobody has changed the contact since it was read. */
export function countAttempt(tableName: string, contact: Contact, now: string): Writes[number] {
  return updateOf(tableName, contact.key, {
    set: { ...anotherAttempt(contact, now), ...keptUntil(contact, addMinutes(now, 60)) },
    readAt: contact.version,
  });
}

function anotherAttempt({ attempts }: Contact, now: string) {
  const hour = hourOf(now);
  return { attemptsHour: hour, attempts: attempts.hour === hour ? attempts.count + 1 : 1 };
}

/** How often a day somebody may have the links of one number or address sent. */
const mostLinks = 3;

/** The write that counts a wish for the links, if the day's are not used up; undefined where they are. */
export function countLinks(
  tableName: string,
  contact: Contact,
  now: string,
): Writes[number] | undefined {
  const day = now.slice(0, 10);
  const count = contact.linksAsked.day === day ? contact.linksAsked.count : 0;
  if (count >= mostLinks) return undefined;
  return updateOf(tableName, contact.key, {
    set: { linksDay: day, links: count + 1, ...keptUntil(contact, addMinutes(now, 1440)) },
    readAt: contact.version,
  });
}

/** How many visits that are over one write takes off a list. */
const mostRemoved = 100;

/**
 * The write that lists a visit at its time, if nobody has changed the contact since it was read.
 * @param attemptAt counts an attempt, too
 */
export function listVisit(
  tableName: string,
  contact: Contact,
  visit: ContactVisit,
  attemptAt?: string,
): Writes[number] {
  return updateOf(tableName, contact.key, {
    set: {
      [`v#${visit.bookingId}`]: `${visit.startsAt} ${visit.endsAt}`,
      ...(attemptAt !== undefined && anotherAttempt(contact, attemptAt)),
      ...keptUntil(contact, visit.endsAt),
    },
    remove: contact.over
      .filter((bookingId) => bookingId !== visit.bookingId)
      // Some at a time, since an expression has a longest length; the rest goes with the next visits.
      .slice(0, mostRemoved)
      .map((bookingId) => `v#${bookingId}`),
    readAt: contact.version,
  });
}

/** The write that takes a visit off its contact's list: it was cancelled, rejected, or has expired. */
export function unlistVisit(
  tableName: string,
  key: ContactKey,
  { bookingId, endsAt }: ContactVisit,
): Writes[number] {
  return updateOf(tableName, key, {
    set: {},
    remove: [`v#${bookingId}`],
    // Only for a booking that was made before contacts were: it leaves an item behind.
    expiresAtLeast: unixSecondsDayAfter(endsAt),
  });
}

/** TTL removes a contact a day after the last of its visits. */
function keptUntil({ visits }: Contact, until: string) {
  const last = [until, ...visits.map(({ endsAt }) => endsAt)].sort().at(-1) ?? until;
  return { expiresAt: unixSecondsDayAfter(last) };
}

function updateOf(
  tableName: string,
  key: ContactKey,
  change: {
    readonly set: Readonly<Record<string, unknown>>;
    readonly remove?: readonly string[];
    readonly readAt?: number;
    readonly expiresAtLeast?: number;
  },
): Writes[number] {
  const { set, remove = [], readAt, expiresAtLeast } = change;
  const sets = Object.entries(set);
  return {
    Update: {
      TableName: tableName,
      Key: key,
      UpdateExpression: [
        `SET ${[
          "version = if_not_exists(version, :zero) + :one",
          ...sets.map((_, at) => `#s${at} = :s${at}`),
          ...(expiresAtLeast === undefined ? [] : ["expiresAt = if_not_exists(expiresAt, :least)"]),
        ].join(", ")}`,
        ...(remove.length > 0 ? [`REMOVE ${remove.map((_, at) => `#r${at}`).join(", ")}`] : []),
      ].join(" "),
      ...(readAt !== undefined && {
        ConditionExpression: readAt === 0 ? "attribute_not_exists(version)" : "version = :read",
      }),
      ...(sets.length + remove.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries([
          ...sets.map(([name], at) => [`#s${at}`, name]),
          ...remove.map((name, at) => [`#r${at}`, name]),
        ]),
      }),
      ExpressionAttributeValues: {
        ":zero": 0,
        ":one": 1,
        ...Object.fromEntries(sets.map(([, value], at) => [`:s${at}`, value])),
        ...(readAt && { ":read": readAt }),
        ...(expiresAtLeast !== undefined && { ":least": expiresAtLeast }),
      },
    },
  };
}
