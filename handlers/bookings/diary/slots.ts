/**
 * The rules of the diary, pure: how long a visit takes, when it may start, and which quarters of an
 * hour it holds. The ledger (store.ts) is what makes two visits exclude each other; this says which
 * quarters to ask for.
 */
import { business } from "../../../business";
import {
  type Business,
  type Opening,
  type StaffMember,
  weekdays,
} from "../../../contract/business";
import {
  addDays,
  businessDate,
  dayOfWeek,
  minutesOfDay,
  runsSteadily,
  timeOfDay,
  utcMoment,
} from "../../../contract/rules/business-time";
import { minutesBetween } from "../../runtime/clock";

/** The ledger's grain in minutes; durations and buffers in business.ts are multiples of it. */
export const bucketMinutes = 15;
const bucketsPerDay = (24 * 60) / bucketMinutes;

/** What a visit with these services takes. */
export interface Visit {
  readonly durationMinutes: number;
  /** Held after the visit, never shown; the longest of its services' buffers. */
  readonly bufferMinutes: number;
  readonly priceXaf: number;
}

/** Adds up services that are done one after another in one visit; the ids come from business.ts. */
export function visitOf(serviceIds: readonly string[], of: Business = business): Visit {
  const visit = { durationMinutes: 0, bufferMinutes: 0, priceXaf: 0 };
  for (const id of serviceIds) {
    const service = of.services.find((candidate) => candidate.id === id);
    if (!service) throw new Error(`business.ts has no service ${id}.`);
    visit.durationMinutes += service.durationMinutes;
    visit.bufferMinutes = Math.max(visit.bufferMinutes, service.bufferMinutes);
    visit.priceXaf += service.priceXaf;
  }
  return visit;
}

/** The shortest visit of the business: what a day is searched for when no service is named. */
export function shortestVisit(of: Business = business): Visit {
  return of.services
    .map((service) => visitOf([service.id], of))
    .reduce((best, visit) => (visit.durationMinutes < best.durationMinutes ? visit : best));
}

/** Who does all of these services, in the order of business.ts. */
export function staffFor(serviceIds: readonly string[], of: Business = business): StaffMember[] {
  return of.staff.filter(({ services }) =>
    serviceIds.every((id) => services === "all" || services.includes(id)),
  );
}

/** The openings of a date; none on a holiday or a closed weekday. */
export function openingsOn(date: string, of: Business = business): readonly Opening[] {
  const closed = of.holidays.some(({ date: day }) => day === date || day === date.slice(5));
  const weekday = weekdays[dayOfWeek(date) - 1];
  return closed || !weekday ? [] : of.openingHours[weekday];
}

/** Whether a date is one that can be booked at all: open, not over, and within the horizon. */
export function isBookableDay(date: string, now: string, of: Business = business): boolean {
  const today = businessDate(now, of.timeZone);
  return (
    date >= today &&
    date <= addDays(today, of.booking.horizonDays) &&
    openingsOn(date, of).length > 0
  );
}

/** The ledger's quarters, 0 to 95, that a visit at that time holds, its buffer included. */
export function bucketsOf(time: string, visit: Visit): number[] {
  const first = Math.floor(minutesOfDay(time) / bucketMinutes);
  const length = Math.ceil((visit.durationMinutes + visit.bufferMinutes) / bucketMinutes);
  // A buffer may outlast the day; there is nothing to hold past midnight.
  const end = Math.min(first + length, bucketsPerDay);
  return Array.from({ length: end - first }, (_, index) => first + index);
}

/** What is wrong with a start, as a field and the key of its sentence. */
export type StartProblem =
  | { readonly field: "date"; readonly key: "date.past" | "date.horizon" | "date.closed" }
  | { readonly field: "time"; readonly key: "time.grid" | "time.closed" | "time.notice" };

/**
 * Why a visit can't start then, whoever does it; undefined when it can.
 * @param now UTC moment, ISO 8601
 */
export function startProblem(
  date: string,
  time: string,
  visit: Visit,
  now: string,
  of: Business = business,
): StartProblem | undefined {
  const today = businessDate(now, of.timeZone);
  if (date < today) return { field: "date", key: "date.past" };
  if (date > addDays(today, of.booking.horizonDays)) return { field: "date", key: "date.horizon" };
  const openings = openingsOn(date, of);
  if (openings.length === 0) return { field: "date", key: "date.closed" };
  const start = minutesOfDay(time);
  const opening = openings.find(
    ({ opens, closes }) =>
      start >= minutesOfDay(opens) && start + visit.durationMinutes <= minutesOfDay(closes),
  );
  if (!opening) return { field: "time", key: "time.closed" };
  if ((start - minutesOfDay(opening.opens)) % of.booking.gridMinutes !== 0) {
    return { field: "time", key: "time.grid" };
  }
  if (minutesBetween(now, utcMoment(date, time, of.timeZone)) < of.booking.noticeMinutes) {
    return { field: "time", key: "time.notice" };
  }
  // The ledger counts in wall time: across a change of the clocks, visits in different quarters of an
  // hour could still be at the same moment.
  const held = visit.durationMinutes + visit.bufferMinutes;
  if (!runsSteadily(date, time, held, of.timeZone)) return { field: "time", key: "time.closed" };
  return undefined;
}

/**
 * Every time of a date at which a visit could start, whoever is free, in order.
 * @param now UTC moment, ISO 8601
 */
export function startTimes(
  date: string,
  visit: Visit,
  now: string,
  of: Business = business,
): string[] {
  const times: string[] = [];
  for (const { opens, closes } of openingsOn(date, of)) {
    const last = minutesOfDay(closes) - visit.durationMinutes;
    for (let start = minutesOfDay(opens); start <= last; start += of.booking.gridMinutes) {
      const time = timeOfDay(start);
      if (!startProblem(date, time, visit, now, of)) times.push(time);
    }
  }
  return times;
}
