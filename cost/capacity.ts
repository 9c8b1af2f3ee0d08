import { type Business, weekdays } from "../contract/business";
import { minutesOfDay } from "../contract/rules/calendar";
import { staffFor } from "../contract/rules/visit";

/** How much a business can take on. */
export interface Capacity {
  /** How many visits the staff can take in a month; more bookings than that cannot be. */
  readonly visitsPerMonth: number;
  /** The days of a week on which somebody works: the diaries that a question for a week reads. */
  readonly openDays: number;
  /** How many people can do a service, on average over the services. */
  readonly ablePeople: number;
}

const weeksPerMonth = 365.25 / 12 / 7;

/** Reads the capacity from the hours, the people and how long their visits take. */
export function capacityOf(business: Business): Capacity {
  const minutes = weekdays
    .flatMap((day) => business.openingHours[day])
    .reduce((sum, { opens, closes }) => sum + minutesOfDay(closes) - minutesOfDay(opens), 0);
  const visitsPerMonth = business.staff.reduce((sum, one) => {
    const done = business.services.filter(({ id }) => staffFor(business, [id]).includes(one));
    const visit = mean(done.map((each) => each.durationMinutes + each.bufferMinutes));
    return sum + Math.floor((minutes * weeksPerMonth) / visit);
  }, 0);
  return {
    visitsPerMonth,
    openDays: weekdays.filter((day) => business.openingHours[day].length > 0).length,
    ablePeople: mean(business.services.map(({ id }) => staffFor(business, [id]).length)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
