import type { Business } from "../../../contract/business";
import { type Visit, visitOf } from "../../../contract/rules/visit";
import { utcMoment } from "../../../contract/rules/wall-time";
import type { AvailabilityReply } from "../../../contract/schemas/bookings";
import type { BookingStore } from "../store";
import { bucketsByDay, staffDayOf } from "./ledger";
import { bucketsOf, datesTouched, isBookableDay, startTimes } from "./slots";

/** Somebody who can do a visit, and how long it holds with them. */
export interface AblePerson {
  readonly id: string;
  readonly visit: Pick<Visit, "durationMinutes" | "bufferMinutes">;
}

/** The days of some people, as the ledger has them at one moment. */
export interface Diary {
  /** Whether a person is free for the whole visit at that time. */
  isFree(person: AblePerson, date: string, time: string): boolean;
}

/** People with the length that these services have with each of them. */
export function withLengths(
  business: Business,
  staff: readonly { readonly id: string }[],
  serviceIds: readonly string[],
): AblePerson[] {
  return staff.map(({ id }) => ({ id, visit: visitOf(business, serviceIds, id) }));
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
  return {
    isFree({ id, visit }, date, time) {
      const byDay = bucketsByDay({ date, buckets: bucketsOf(time, visit) });
      return [...byDay].every(([day, buckets]) => {
        const held = taken.get(staffDayOf(id, day));
        return buckets.every((bucket) => {
          const holder = held?.get(bucket);
          return holder === undefined || holder === own;
        });
      });
    },
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
  const days = dates.map((date) => ({ date, starts: startsOf(business, people, date, now) }));
  const asked = days.filter(({ starts }) => starts.size > 0).map(({ date }) => date);
  const diary = await readDiary(business, store, people, asked, own);
  return days.map(({ date, starts }) => ({
    date,
    open: isBookableDay(business, date, now),
    slots: [...starts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([time, able]) => ({
        time,
        startsAt: utcMoment(date, time, business.timeZone),
        staff: able.filter((person) => diary.isFree(person, date, time)).map(({ id }) => id),
      }))
      .filter(({ staff }) => staff.length > 0),
  }));
}

/** Every start of a date that keeps the rules, with those for whom it does: their lengths may differ. */
function startsOf(
  business: Business,
  people: readonly AblePerson[],
  date: string,
  now: string,
): Map<string, AblePerson[]> {
  const starts = new Map<string, AblePerson[]>();
  const known = new Map<string, string[]>();
  for (const person of people) {
    const { durationMinutes, bufferMinutes } = person.visit;
    const length = `${durationMinutes} ${bufferMinutes}`;
    const times = known.get(length) ?? startTimes(business, date, person.visit, now);
    known.set(length, times);
    for (const time of times) starts.set(time, [...(starts.get(time) ?? []), person]);
  }
  return starts;
}
