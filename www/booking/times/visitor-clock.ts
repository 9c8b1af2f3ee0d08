import type { Business, Language } from "../../../contract/business";
import { dateIn, dayOfWeek, timeIn } from "../../../contract/rules/calendar";
import { clockText, weekdayName } from "../../../contract/rules/dates";

type Zone = Pick<Business, "timeZone">;

/**
 * A moment on the visitor's own clock, with the day of the week: "Sunday 23:30". Undefined where that
 * clock agrees with the business's. The visitor's zone is the browser's unless given.
 */
export function visitorClock(
  business: Zone,
  startsAt: string,
  language: Language,
  visitorZone = browserZone(),
): string | undefined {
  const write = (timeZone: string) => {
    const weekday = weekdayName(dayOfWeek(dateIn(timeZone, startsAt)) - 1, language);
    return `${weekday}\u00a0${clockText(timeIn(timeZone, startsAt), language)}`;
  };
  const here = write(visitorZone);
  return here === write(business.timeZone) ? undefined : here;
}

/** Whether the visitor's clock differs from the business's at a moment. */
export function zonesDiffer(business: Zone, moment: Date): boolean {
  return visitorClock(business, moment.toISOString(), "en") !== undefined;
}

function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
