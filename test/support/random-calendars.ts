import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type Business, type Opening, weekdays } from "../../contract/business";
import { addDays, timeOfDay } from "../../contract/rules/calendar";
import { withLengths } from "../../handlers/bookings/diary/free-staff";
import { staffDayOf, takenTimes } from "../../handlers/bookings/diary/ledger";
import type { AblePerson } from "../../handlers/bookings/diary/slots";
import type { BookingStore } from "../../handlers/bookings/store";
import { business as salon } from "./fixture-business";
import type { StoreBefore } from "./ledger-before/store";

/** A made-up business, its diary and a question about it, around a day on which the clocks change. */
export interface RandomCalendar {
  readonly business: Business;
  readonly people: readonly AblePerson[];
  readonly dates: readonly string[];
  /** UTC, ISO 8601. */
  readonly now: string;
  /** The booking that is to be moved, if any. */
  readonly own: string | undefined;
  /** Who holds which quarters of an hour of a staff member's day. */
  readonly taken: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

/** Zones that change at midnight, by half an hour, by two hours, by a whole day, for a month, or never. */
const zones = [
  "Europe/Paris",
  "America/Toronto",
  "America/St_Johns",
  "America/Havana",
  "America/Asuncion",
  "America/Nuuk",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Douala",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Europe/Dublin",
  "Pacific/Apia",
  "Pacific/Chatham",
];

const quarter = (from: number, to: number) =>
  fc.integer({ min: from / 15, max: to / 15 }).map((quarters) => quarters * 15);

/** The date in a zone at which its clocks change next after a moment; that of the moment where they never do. */
function nextChange(timeZone: string, moment: string): string {
  const at = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone);
  return (at.getTimeZoneTransition("next") ?? at).toPlainDate().toString();
}

/** Days on which the clocks of a zone change, from 2006 on. */
export const changeDays = fc
  .tuple(fc.constantFrom(...zones), fc.integer({ min: 0, max: 30 * 365 }))
  .map(([timeZone, day]) => {
    const from = addDays("2006-01-01", day);
    // The only date that a zone of today's businesses ever skipped.
    const isSkipped = timeZone === "Pacific/Apia" && day % 2 === 0;
    return {
      timeZone,
      date: isSkipped ? "2011-12-30" : nextChange(timeZone, `${from}T00:00:00Z`),
    };
  });

/** Mostly at night, when clocks change. */
const openings: fc.Arbitrary<readonly Opening[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constant([{ opens: "00:00", closes: "24:00" }]) },
  {
    weight: 4,
    arbitrary: fc.tuple(quarter(15, 420), quarter(1200, 1425)).map(([morning, evening]) => [
      { opens: "00:00", closes: timeOfDay(morning) },
      { opens: timeOfDay(evening), closes: "24:00" },
    ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .uniqueArray(quarter(0, 1440), { minLength: 4, maxLength: 4 })
      .map((ends) => [...ends].sort((one, other) => one - other).map(timeOfDay))
      .map(([a = "", b = "", c = "", d = ""]) => [
        { opens: a, closes: b },
        { opens: c, closes: d },
      ]),
  },
);

const length = fc.record({
  durationMinutes: quarter(15, 180),
  bufferMinutes: fc.oneof(quarter(0, 60), quarter(0, 1440)),
});

/** Businesses of every shape that `Business` allows, as far as the diary and quarters of an hour go. */
const businesses = fc
  .record({
    week: fc.array(openings, { minLength: 7, maxLength: 7 }),
    gridMinutes: fc.constantFrom(15, 30, 45, 60),
    noticeMinutes: fc.oneof(quarter(0, 300), quarter(0, 4320), fc.integer({ min: 0, max: 4320 })),
    horizonDays: fc.oneof(fc.constant(60), fc.integer({ min: 1, max: 10 })),
    services: fc.array(length, { minLength: 1, maxLength: 2 }),
    own: fc.array(fc.option(quarter(15, 360), { nil: undefined, freq: 1 }), {
      minLength: 3,
      maxLength: 3,
    }),
    people: fc.subarray([0, 1, 2], { minLength: 1 }),
  })
  .map(({ week, services, own, people, ...booking }): Business => {
    const ids = services.map((_, index) => `service-${index}`);
    return {
      ...salon,
      openingHours: Object.fromEntries(
        weekdays.map((day, index) => [day, week[index] ?? []]),
      ) as Business["openingHours"],
      exceptions: [],
      booking: { ...salon.booking, ...booking },
      services: services.map((one, index) => ({
        ...(salon.services[0] as Business["services"][number]),
        ...one,
        id: ids[index] as string,
      })),
      staff: people.map((index) => ({
        ...salon.staff[0],
        id: `person-${index}`,
        terms: Object.fromEntries(ids.map((id) => [id, { durationMinutes: own[index] }])),
      })) as unknown as Business["staff"],
    };
  });

/** A bucket at which somebody's visit begins, how many it takes, and whether it is the one to be moved. */
const visits = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 2 }),
    day: fc.integer({ min: 0, max: 4 }),
    first: fc.integer({ min: 0, max: 95 }),
    length: fc.integer({ min: 1, max: 16 }),
    holder: fc.constantFrom("own", "other"),
  }),
  { maxLength: 12 },
);

/** Random calendars around days on which the clocks change. */
export const randomCalendars: fc.Arbitrary<RandomCalendar> = fc
  .record({
    business: businesses,
    change: changeDays,
    visits,
    holiday: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    daysBefore: fc.integer({ min: -1, max: 12 }),
    minuteOfDay: fc.oneof(quarter(0, 1425), fc.integer({ min: 0, max: 1439 })),
    second: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59 })),
    isMove: fc.boolean(),
  })
  .map(({ business, change, visits, holiday, daysBefore, minuteOfDay, second, isMove }) => {
    const first = addDays(change.date, -1);
    const dates = [0, 1, 2].map((index) => addDays(first, index));
    const taken = new Map<string, Map<number, string>>();
    for (const { person, day, first: bucket, length, holder } of visits) {
      const key = staffDayOf(`person-${person}`, addDays(first, day));
      const held = taken.get(key) ?? new Map<number, string>();
      for (let at = bucket; at < Math.min(96, bucket + length); at++) held.set(at, holder);
      taken.set(key, held);
    }
    const holidays = holiday === undefined ? [] : [addDays(first, holiday)];
    const of: Business = {
      ...business,
      timeZone: change.timeZone,
      exceptions: holidays.map((date) => ({
        date: daysBefore % 2 === 0 ? date : date.slice(5),
        name: { en: "Holiday", fr: "Férié" },
      })),
    };
    const time = `${timeOfDay(minuteOfDay)}:${String(second).padStart(2, "0")}`;
    return {
      business: of,
      people: withLengths(
        of,
        of.staff,
        of.services.map(({ id }) => id),
      ),
      dates,
      now: `${addDays(change.date, -daysBefore)}T${time}Z`,
      own: isMove ? "own" : undefined,
      taken,
    };
  });

/** A store that shows the diary of a calendar, as it was before, too, and notes which days were asked for. */
export function storeOf({ taken }: RandomCalendar) {
  const asked: string[] = [];
  const note = (days: Parameters<BookingStore["takenOn"]>[0]) => {
    const keys = days.map(({ staff, date }) => staffDayOf(staff, date));
    asked.push(...keys);
    return keys;
  };
  const quarters = (key: string) =>
    Object.fromEntries([...(taken.get(key) ?? [])].map(([at, holder]) => [`b${at}`, holder]));
  const store: Pick<BookingStore, "takenOn"> = {
    takenOn: async (days) => new Map(note(days).map((key) => [key, takenTimes(quarters(key))])),
  };
  const before: Pick<StoreBefore, "takenOn"> = {
    takenOn: async (days) => new Map(note(days).map((key) => [key, taken.get(key) ?? new Map()])),
  };
  return { asked, store, before };
}
