import { business } from "../../business";
import { addDays, businessDate } from "../format";

/** The days that the time picker shows at once. */
export interface Week {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** Seven days from today on, `index` times later; shorter at the end of the horizon. */
export function weekAt(index: number, now: Date): Week {
  const offset = index * 7;
  const days = Math.min(7, business.booking.horizonDays + 1 - offset);
  const from = addDays(businessDate(now), offset);
  return { from, to: addDays(from, days - 1), days };
}

/** The last week that still has a bookable day. */
export const lastWeek = Math.floor(business.booking.horizonDays / 7);

/** In which week a date is; undefined outside the horizon. */
export function weekOf(date: string, now: Date): number | undefined {
  const today = Date.parse(`${businessDate(now)}T00:00:00Z`);
  const offset = Math.round((Date.parse(`${date}T00:00:00Z`) - today) / 86_400_000);
  return offset >= 0 && offset <= business.booking.horizonDays ? Math.floor(offset / 7) : undefined;
}
