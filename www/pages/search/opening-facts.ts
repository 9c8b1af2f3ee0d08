import { type Business, type Opening, weekdays } from "../../../contract/business";
import { addDays } from "../../../contract/rules/calendar";
import { isAmong } from "../../../contract/rules/hours";

/** When the business is open, as schema.org says it. */
export function openingFacts({ openingHours }: Pick<Business, "openingHours">): object[] {
  const daysByHours = new Map<string, { opening: Opening; days: string[] }>();
  for (const day of weekdays) {
    for (const opening of openingHours[day]) {
      const hours = `${opening.opens} ${opening.closes}`;
      const known = daysByHours.get(hours) ?? { opening, days: [] };
      known.days.push(`https://schema.org/${day.charAt(0).toUpperCase()}${day.slice(1)}`);
      daysByHours.set(hours, known);
    }
  }
  return [...daysByHours.values()].map(({ opening, days }) => ({
    "@type": "OpeningHoursSpecification",
    dayOfWeek: days,
    ...hoursOf(opening),
  }));
}

/**
 * The days with other hours than usual, as schema.org says it. It knows no day that comes back every year, so
 * those of this year and the next are told, each run of days as one.
 */
export function specialOpeningFacts(
  { exceptions }: Pick<Business, "exceptions">,
  today: string,
): object[] {
  const year = Number(today.slice(0, 4));
  const runs: { first: string; last: string; exception: Business["exceptions"][number] }[] = [];
  for (let date = `${year}-01-01`; date < `${year + 2}`; date = addDays(date, 1)) {
    const exception = exceptions.find((days) => isAmong(days, date));
    const run = runs.at(-1);
    if (!exception) continue;
    if (run?.exception === exception && addDays(run.last, 1) === date) run.last = date;
    else runs.push({ first: date, last: date, exception });
  }
  return runs.flatMap(({ first, last, exception: { openings = [] } }) =>
    // The same time twice is how a closed day is told.
    (openings.length > 0 ? openings : [{ opens: "00:00", closes: "00:00" }]).map((opening) => ({
      "@type": "OpeningHoursSpecification",
      validFrom: first,
      validThrough: last,
      ...hoursOf(opening),
    })),
  );
}

/** A time of day on the wire; midnight at the end of a day is none. */
function hoursOf({ opens, closes }: Opening) {
  return { opens, closes: closes === "24:00" ? "23:59" : closes };
}
