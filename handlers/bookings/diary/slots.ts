/**
 * The rules of the diary: when a visit may start, and which buckets it takes. That two visits exclude
 * each other is up to the ledger.
 */
import { type Business, type Opening, weekdays } from "../../../contract/business";
import { addDays, dateIn, dayOfWeek, minutesOfDay } from "../../../contract/rules/calendar";
import { bucketMinutes, type Visit } from "../../../contract/rules/visit";
import { momentOf, runsSteadily, wallTime } from "../../../contract/rules/wall-time";

/** How long a visit holds. */
export type VisitLength = Pick<Visit, "durationMinutes" | "bufferMinutes"> & {
  /** Held before the visit. */
  readonly bufferBeforeMinutes?: number;
};

/** The openings of a date; none on a holiday or a closed weekday. */
export function openingsOn(business: Business, date: string): readonly Opening[] {
  const closed = business.holidays.some(({ date: day }) => day === date || day === date.slice(5));
  const weekday = weekdays[dayOfWeek(date) - 1];
  return closed || !weekday ? [] : business.openingHours[weekday];
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
  | { readonly field: "date"; readonly key: "date.past" | "date.horizon" | "date.closed" }
  | { readonly field: "time"; readonly key: "time.grid" | "time.closed" | "time.notice" };

/** When visits may start on a date, whoever does them. A start is in minutes since midnight. */
export interface DayRules {
  /** Whether the date can be booked at all: open, not in the past, and within the horizon. */
  readonly isBookable: boolean;
  /** Why a visit can't start then; undefined when it can. */
  problemOf(start: number, visit: VisitLength): StartProblem | undefined;
  /** Every start that keeps the rules, in order. */
  startsFor(visit: VisitLength): number[];
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
  return (date) => {
    const openings = openingsOn(business, date).map(({ opens, closes }) => ({
      opens: minutesOfDay(opens),
      closes: minutesOfDay(closes),
    }));
    const wrongDate = dateProblem(date, today, lastDay, openings.length > 0);
    const midnight = wallTime(date);
    const wallOf = (start: number) => midnight + start * 60_000;

    const problemOf: DayRules["problemOf"] = (start, { durationMinutes, bufferMinutes }) => {
      if (wrongDate) return wrongDate;
      const end = start + durationMinutes;
      const opening = openings.find(({ opens, closes }) => start >= opens && end <= closes);
      if (!opening) return { field: "time", key: "time.closed" };
      if ((start - opening.opens) % gridMinutes !== 0) return { field: "time", key: "time.grid" };
      const wall = wallOf(start);
      const moment = momentOf(wall, timeZone);
      if (moment < soonestMs) return { field: "time", key: "time.notice" };
      // The ledger counts in wall time: when the clocks change, visits in different buckets could be at
      // the same moment.
      if (!runsSteadily(wall, durationMinutes + bufferMinutes, timeZone, moment))
        return { field: "time", key: "time.closed" };
      return undefined;
    };
    return {
      isBookable: !wrongDate,
      problemOf,
      startsFor(visit) {
        const starts: number[] = [];
        for (const { opens, closes } of openings) {
          const last = closes - visit.durationMinutes;
          for (let start = opens; start <= last; start += gridMinutes) {
            if (!problemOf(start, visit)) starts.push(start);
          }
        }
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
 * Why a visit can't start at a time, whoever does it; undefined when it can.
 * @param now UTC moment, ISO 8601
 */
export function startProblem(
  business: Business,
  date: string,
  time: string,
  visit: VisitLength,
  now: string,
): StartProblem | undefined {
  return rulesAt(business, now)(date).problemOf(minutesOfDay(time), visit);
}
