import { type Business, type Opening, weekdays } from "../../../contract/business";

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
    opens: opening.opens,
    // A time of day on the wire; midnight at the end of a day is none.
    closes: opening.closes === "24:00" ? "23:59" : opening.closes,
  }));
}

/**
 * The days with other hours than usual, as schema.org says it. It knows no day that comes back every year, so
 * those are told for this year and the next.
 */
export function specialOpeningFacts(
  { holidays }: Pick<Business, "holidays">,
  today: string,
): object[] {
  const year = Number(today.slice(0, 4));
  return holidays
    .flatMap(({ date }) =>
      date.length === 5 ? [`${year}-${date}`, `${year + 1}-${date}`] : [date],
    )
    .filter((date) => isRealDay(date) && date >= `${year}-01-01`)
    .sort()
    .map((date) => ({
      "@type": "OpeningHoursSpecification",
      validFrom: date,
      validThrough: date,
      // The same time twice is how a closed day is told.
      opens: "00:00",
      closes: "00:00",
    }));
}

/** There is a 29 February in some years only. */
function isRealDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}
