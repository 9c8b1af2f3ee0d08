import * as v from "valibot";
import { placesInMonth, type Weekday, weekdays } from "../business";
import { isRealDate } from "../rules/calendar";
import { bucketMinutes } from "../rules/visit";
import type { BusinessWords } from "../wording/business";
import type { Fields } from "./fields";

/** The hours of a business document: openings, breaks and exceptions. */
export function hoursIn(words: BusinessWords, fields: Fields) {
  const { checked, list, object, oneOf, string, text, wants, whole } = fields;
  const onStep = (value: string) => Number(value.slice(3)) % bucketMinutes === 0;
  const time = (pattern: RegExp) =>
    v.pipe(
      checked((value) => pattern.test(value), words.time),
      v.check(
        (value) => !pattern.test(value) || onStep(value),
        wants(words.timeStep(bucketMinutes)),
      ),
    );
  const start = time(/^([01]\d|2[0-3]):[0-5]\d$/);
  const end = time(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
  const openings = list(object({ opens: start, closes: end }));
  const weekdayList = fields.list(oneOf(weekdays));

  const date = checked(isRealDate, words.date);
  const dateOrDay = checked(
    // Any leap year will do for a day that comes back every year.
    (value) => isRealDate(/^\d\d-\d\d$/.test(value) ? `2028-${value}` : value),
    words.yearOrNone,
  );

  /** Days of each form, with what else an exception says. */
  const daysWith = <Entries extends v.ObjectEntries>(entries: Entries) => {
    const single = object({ date: dateOrDay, ...entries });
    const range = object({
      from: dateOrDay,
      until: dateOrDay,
      weekdays: v.optional(weekdayList),
      ...entries,
    });
    const repeated = object({
      from: date,
      everyWeeks: whole(1),
      days: whole(1, 7),
      until: v.optional(date),
      ...entries,
    });
    const monthly = object({
      inMonth: oneOf(placesInMonth),
      weekday: oneOf(weekdays),
      from: v.optional(date),
      until: v.optional(date),
      ...entries,
    });
    return v.lazy((input): typeof single | typeof range | typeof repeated | typeof monthly => {
      const keys = typeof input === "object" && input !== null ? input : {};
      if ("inMonth" in keys || "weekday" in keys) return monthly;
      if ("everyWeeks" in keys || "days" in keys) return repeated;
      return "from" in keys || "until" in keys ? range : single;
    });
  };

  return {
    openingHours: object(byWeekday(openings)),
    ownHours: object(byWeekday(v.optional(openings))),
    breaks: list(object({ starts: start, ends: end, weekdays: v.optional(weekdayList) })),
    openingExceptions: list(daysWith({ name: text, openings: v.optional(openings) })),
    staffExceptions: list(daysWith({ reason: v.optional(string), openings: v.optional(openings) })),
  };
}

function byWeekday<Schema>(schema: Schema): Record<Weekday, Schema> {
  return Object.fromEntries(weekdays.map((day) => [day, schema])) as Record<Weekday, Schema>;
}
