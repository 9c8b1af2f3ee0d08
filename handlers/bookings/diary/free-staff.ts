import type { Business } from "../../../contract/business";
import { minutesOfDay, timeOfDay } from "../../../contract/rules/calendar";
import type { ChosenOptions } from "../../../contract/rules/options";
import { type Visit, visitOf } from "../../../contract/rules/visit";
import { utcText } from "../../../contract/rules/wall-time";
import type { AvailabilityReply } from "../../../contract/schemas/bookings";
import type { BookingStore } from "../store";
import { type AblePerson, bucketSpan, bucketSpans, datesTouched, rulesAt } from "./slots";
import { takenCounts } from "./taken-counts";

/** The days of some people, as the ledger has them at one moment. */
export interface Diary {
  /** Whether a person is free for the whole visit at that time. */
  isFree(person: AblePerson, date: string, time: string): boolean;
  /** Those of a date's starts, in order and in minutes since midnight, at which a person is. */
  freeAmong(person: AblePerson, date: string, starts: readonly number[]): number[];
}

/** What a visit is with somebody who does it. */
export interface Offer extends AblePerson {
  readonly visit: Visit;
}

/** People with the length and price that these services, with their options, have with each of them. */
export function withLengths(
  business: Business,
  staff: readonly { readonly id: string }[],
  serviceIds: readonly string[],
  options?: ChosenOptions,
): Offer[] {
  return staff.map(({ id }) => ({ id, visit: visitOf(business, serviceIds, id, options) }));
}

/**
 * Reads the days of these people. What it shows as free may be taken a moment later: it serves to offer
 * times and to avoid hopeless transactions; only a transaction decides.
 * @param own a booking whose time counts as free, because it is to be moved
 */
export async function readDiary(
  business: Business,
  store: Pick<BookingStore, "takenOn">,
  people: readonly AblePerson[],
  dates: readonly string[],
  own?: string,
): Promise<Diary> {
  const days = people.flatMap(({ id, visit }) => {
    const touched = new Set(dates.flatMap((date) => datesTouched(business, date, visit)));
    return [...touched].map((date) => ({ staff: id, date }));
  });
  const taken = await store.takenOn(days);
  const freeAmong: Diary["freeAmong"] = ({ id, visit }, date, starts) => {
    const last = starts.at(-1);
    if (last === undefined) return [];
    const { end: reach } = bucketSpan(last, visit);
    const counts = takenCounts(taken, { staff: id, date }, reach, own);
    return starts.filter((start) => {
      if (visit.gaps) {
        return bucketSpans(start, visit).every(({ first, end }) => counts[end] === counts[first]);
      }
      const { first, end } = bucketSpan(start, visit);
      return counts[end] === counts[first];
    });
  };
  return {
    isFree: (person, date, time) => freeAmong(person, date, [minutesOfDay(time)]).length > 0,
    freeAmong,
  };
}

/** The free start times of days, each with who is free for the whole visit. */
export async function freeTimes(
  business: Business,
  store: Pick<BookingStore, "takenOn">,
  people: readonly AblePerson[],
  dates: readonly string[],
  now: string,
  own?: string,
): Promise<AvailabilityReply["days"]> {
  const rulesOf = rulesAt(business, now);
  const days = dates.map((date) => {
    const rules = rulesOf(date);
    return { date, rules, starts: people.map(rules.startsFor) };
  });
  const asked = days.filter(({ starts }) => starts.some(({ length }) => length > 0));
  const askedDates = asked.map(({ date }) => date);
  const diary = await readDiary(business, store, people, askedDates, own);
  return days.map(({ date, rules, starts }) => {
    const free = new Map<number, string[]>();
    for (const [at, person] of people.entries()) {
      for (const start of diary.freeAmong(person, date, starts[at] ?? [])) {
        const staff = free.get(start);
        if (staff) staff.push(person.id);
        else free.set(start, [person.id]);
      }
    }
    return {
      date,
      open: rules.isBookable,
      slots: [...free]
        .sort(([one], [other]) => one - other)
        .map(([start, staff]) => ({
          time: timeOfDay(start),
          startsAt: utcText(rules.momentOf(start)),
          staff,
        })),
    };
  });
}
