import type { Business } from "../../../contract/business";
import { addDays, dateIn, daysBetween } from "../../../contract/rules/calendar";

/** The days that the time picker shows at once. */
export interface Week {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

type Horizon = Pick<Business, "timeZone" | "booking">;

/** Seven days from today on, `index` weeks later; shorter at the end of the horizon. */
export function weekAt({ timeZone, booking }: Horizon, index: number, now: Date): Week {
  const offset = index * 7;
  const days = Math.min(7, booking.horizonDays + 1 - offset);
  const from = addDays(dateIn(timeZone, now), offset);
  return { from, to: addDays(from, days - 1), days };
}

/** The last week that still has a bookable day. */
export function lastWeek({ booking }: Pick<Business, "booking">): number {
  return Math.floor(booking.horizonDays / 7);
}

/** In which week a date is; undefined outside the horizon. */
export function weekOf(
  { timeZone, booking }: Horizon,
  date: string,
  now: Date,
): number | undefined {
  const offset = daysBetween(dateIn(timeZone, now), date);
  return offset >= 0 && offset <= booking.horizonDays ? Math.floor(offset / 7) : undefined;
}
