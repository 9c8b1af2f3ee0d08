import type { Business } from "../../../contract/business";
import { addDays } from "../../../contract/rules/calendar";
import type { AvailabilityReply } from "../../../contract/schemas/bookings";
import { staffDayOf } from "../../../handlers/bookings/diary/ledger";
import type { AblePerson } from "../../../handlers/bookings/diary/slots";
import type { StoreBefore } from "../ledger-before/store";
import { bucketsOf, datesTouched, isBookableDay, startTimes } from "./slots";
import { utcMoment } from "./wall-time";

/** What `freeTimes` of handlers/bookings/diary is compared with: every bucket of every start looked up alone. */
export async function freeTimes(
  business: Business,
  store: Pick<StoreBefore, "takenOn">,
  people: readonly AblePerson[],
  dates: readonly string[],
  now: string,
  own?: string,
): Promise<AvailabilityReply["days"]> {
  const days = dates.map((date) => ({ date, starts: startsOf(business, people, date, now) }));
  const asked = days.filter(({ starts }) => starts.size > 0).map(({ date }) => date);
  const taken = await store.takenOn(
    people.flatMap(({ id, visit }) => {
      const touched = new Set(asked.flatMap((date) => datesTouched(business, date, visit)));
      return [...touched].map((date) => ({ staff: id, date }));
    }),
  );
  const isFree = ({ id, visit }: AblePerson, date: string, time: string) =>
    bucketsOf(time, visit).every((bucket) => {
      const day = addDays(date, Math.floor(bucket / 96));
      const holder = taken.get(staffDayOf(id, day))?.get(bucket % 96);
      return holder === undefined || holder === own;
    });
  return days.map(({ date, starts }) => ({
    date,
    open: isBookableDay(business, date, now),
    slots: [...starts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([time, able]) => ({
        time,
        startsAt: utcMoment(date, time, business.timeZone),
        staff: able.filter((person) => isFree(person, date, time)).map(({ id }) => id),
      }))
      .filter(({ staff }) => staff.length > 0),
  }));
}

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
