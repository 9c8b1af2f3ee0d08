/**
 * The rules of the diary: when a visit may start, and which buckets it takes. That two visits exclude
 * each other is up to the ledger.
 */
import type { Business } from "../../../contract/business";
import { addDays, dateIn, minutesOfDay } from "../../../contract/rules/calendar";
import {
  openingsOn,
  type Stretch,
  stretchesOf,
  workingStretches,
} from "../../../contract/rules/hours";
import { bucketMinutes, type Visit } from "../../../contract/rules/visit";
import { momentOf, runsSteadily, wallTime } from "../../../contract/rules/wall-time";

/** How long a visit holds. */
export type VisitLength = Omit<Visit, "price" | "isFromPrice">;

/** Somebody who can do a visit, and how long it holds with them. */
export interface AblePerson {
  readonly id: string;
  readonly visit: VisitLength;
}

/** The first of the ledger's buckets that a visit takes, its buffers included, and the first one after it. */
export function bucketSpan(
  start: number,
  { durationMinutes, bufferMinutes, bufferBeforeMinutes = 0 }: VisitLength,
) {
  return {
    first: Math.floor((start - bufferBeforeMinutes) / bucketMinutes),
    end: Math.ceil((start + durationMinutes + bufferMinutes) / bucketMinutes),
  };
}

/** The spans of buckets that a visit takes, with those left out in which the person is free. */
export function bucketSpans(start: number, visit: VisitLength) {
  const { first, end } = bucketSpan(start, visit);
  const { gaps = [] } = visit;
  const bucketOf = (minutes: number) => (start + minutes) / bucketMinutes;
  const firsts = [first, ...gaps.map(({ endMinutes }) => Math.floor(bucketOf(endMinutes)))];
  const ends = [...gaps.map(({ startMinutes }) => Math.ceil(bucketOf(startMinutes))), end];
  return firsts.map((from, at) => ({ first: from, end: ends[at] ?? end }));
}

/** The days whose ledgers a visit on this date may take: the day after, where the last buffer reaches it. */
export function datesTouched(
  business: Business,
  date: string,
  { bufferMinutes }: Pick<Visit, "bufferMinutes">,
): string[] {
  const closes = openingsOn(business, date).at(-1)?.closes ?? "00:00";
  return minutesOfDay(closes) + bufferMinutes > 1440 ? [date, addDays(date, 1)] : [date];
}

/** What is wrong with a start, as a field and the key of its sentence. */
export type StartProblem =
  | {
      readonly field: "date";
      readonly key: "date.past" | "date.horizon" | "date.closed" | "date.away";
    }
  | {
      readonly field: "time";
      readonly key: "time.grid" | "time.closed" | "time.away" | "time.notice";
    };

/** When visits may start on a date. A start is in minutes since midnight. */
export interface DayRules {
  /** Whether the date can be booked at all: open, not in the past, and within the horizon. */
  readonly isBookable: boolean;
  /** Why a person's visit can't start then; undefined when it can. */
  problemOf(start: number, person: AblePerson): StartProblem | undefined;
  /** Every start that keeps the rules, in order; people with the same length and hours share them. */
  startsFor(person: AblePerson): readonly number[];
  /** The moment of a start, in milliseconds since 1970. */
  momentOf(start: number): number;
}

/**
 * The rules of any date as they are at a moment, the same for a start that is asked for as for all that
 * are offered.
 * @param now UTC moment, ISO 8601
 */
export function rulesAt(business: Business, now: string): (date: string) => DayRules {
  const { timeZone } = business;
  const { gridMinutes, noticeMinutes, horizonDays } = business.booking;
  const today = dateIn(timeZone, now);
  const lastDay = addDays(today, horizonDays);
  const soonestMs = Date.parse(now) + noticeMinutes * 60_000;
  const staff = new Map(business.staff.map((member) => [member.id, member]));
  return (date) => {
    const openings = stretchesOf(openingsOn(business, date));
    const wrongDate = dateProblem(date, today, lastDay, openings.length > 0);
    const midnight = wallTime(date);
    const wallOf = (start: number) => midnight + start * 60_000;
    const hours = new Map<string, readonly Stretch[]>();
    const hoursOf = (id: string) => {
      const member = staff.get(id);
      const known = hours.get(id) ?? (member ? workingStretches(openings, member, date) : []);
      hours.set(id, known);
      return known;
    };

    /** What is wrong with a start that is on the grid and within these hours. */
    const clockProblem = (start: number, visit: VisitLength): StartProblem | undefined => {
      const { durationMinutes, bufferMinutes, bufferBeforeMinutes = 0 } = visit;
      // The day before has a ledger of its own, which nobody looks at for this one.
      if (start < bufferBeforeMinutes) return { field: "time", key: "time.closed" };
      const wall = wallOf(start);
      const moment = momentOf(wall, timeZone);
      if (moment < soonestMs) return { field: "time", key: "time.notice" };
      // The ledger counts in wall time: when the clocks change, visits in different buckets could be at
      // the same moment.
      const isSteady =
        runsSteadily(wall, durationMinutes + bufferMinutes, timeZone, moment) &&
        (bufferBeforeMinutes === 0 ||
          runsSteadily(wall - bufferBeforeMinutes * 60_000, bufferBeforeMinutes, timeZone));
      return isSteady ? undefined : { field: "time", key: "time.closed" };
    };
    const problemOf: DayRules["problemOf"] = (start, { id, visit }) => {
      if (wrongDate) return wrongDate;
      const working = hoursOf(id);
      if (working.length === 0) return { field: "date", key: "date.away" };
      const end = start + visit.durationMinutes;
      const isWithin = (stretch: Stretch) => start >= stretch.start && end <= stretch.end;
      const opening = openings.find(isWithin);
      if (!opening) return { field: "time", key: "time.closed" };
      if ((start - opening.start) % gridMinutes !== 0) return { field: "time", key: "time.grid" };
      if (!working.some(isWithin)) return { field: "time", key: "time.away" };
      return clockProblem(start, visit);
    };
    const known = new Map<string, readonly number[]>();
    const findStarts = (visit: VisitLength, working: readonly Stretch[]): number[] => {
      const starts: number[] = [];
      for (const opening of wrongDate ? [] : openings) {
        for (const { start: from, end } of working) {
          if (from < opening.start || end > opening.end) continue;
          // Everybody's starts are on one grid, which begins with the opening.
          const steps = Math.ceil((from - opening.start) / gridMinutes);
          const last = end - visit.durationMinutes;
          for (
            let start = opening.start + steps * gridMinutes;
            start <= last;
            start += gridMinutes
          ) {
            if (!clockProblem(start, visit)) starts.push(start);
          }
        }
      }
      return starts;
    };
    return {
      isBookable: !wrongDate,
      problemOf,
      startsFor({ id, visit }) {
        const working = hoursOf(id);
        const hoursKey = working.map(({ start, end }) => `${start}-${end}`).join();
        const { durationMinutes, bufferMinutes, bufferBeforeMinutes = 0 } = visit;
        const key = `${durationMinutes} ${bufferMinutes} ${bufferBeforeMinutes} ${hoursKey}`;
        const starts = known.get(key) ?? findStarts(visit, working);
        known.set(key, starts);
        return starts;
      },
      momentOf: (start) => momentOf(wallOf(start), timeZone),
    };
  };
}

function dateProblem(
  date: string,
  today: string,
  lastDay: string,
  isOpen: boolean,
): StartProblem | undefined {
  if (date < today) return { field: "date", key: "date.past" };
  if (date > lastDay) return { field: "date", key: "date.horizon" };
  return isOpen ? undefined : { field: "date", key: "date.closed" };
}

/**
 * Why a person's visit can't start at a time; undefined when it can.
 * @param now UTC moment, ISO 8601
 */
export function startProblem(
  business: Business,
  date: string,
  time: string,
  person: AblePerson,
  now: string,
): StartProblem | undefined {
  return rulesAt(business, now)(date).problemOf(minutesOfDay(time), person);
}
