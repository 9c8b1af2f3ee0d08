import { isRealDate } from "../../contract/rules/calendar";

/** Dates and times as people and their programs write them. */

/** "2026-12-01", "01/12/2026", "1.12.26" as "YYYY-MM-DD", whatever stands behind it; undefined where it is none. */
export function readDate(typed: string): string | undefined {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(typed);
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/.exec(typed);
  const [year = "", month = "", date = ""] = iso?.slice(1) ?? day?.slice(1).reverse() ?? [];
  const text = [year.padStart(4, "20"), month.padStart(2, "0"), date.padStart(2, "0")].join("-");
  return isRealDate(text) ? text : undefined;
}

/** "9:30", "09:30:00", "9h30", "14h", "2:30 pm" as "HH:MM"; undefined where it is none. */
export function readTime(typed: string): string | undefined {
  const found = /^(\d{1,2})(?:\s?[:hH.]\s?(\d{2})?(?::\d{2})?)?\s?([ap]\.?m\.?)?$/i.exec(
    typed.trim(),
  );
  if (!found || !/\D/.test(typed.trim())) return undefined;
  const [, hour = "", minute = "00", half] = found;
  const isPm = half?.toLowerCase().startsWith("p");
  const hours = half ? (Number(hour) % 12) + (isPm ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${minute}`;
}

/** The time that stands behind a date in the same cell: "2026-12-01 10:00", "2026-12-01T10:00:00". */
export function timeBehind(typed: string): string {
  return /^[\d/.-]+[T ,]+(.*)$/.exec(typed)?.[1] ?? "";
}

/** "90", "90 min", "1h30", "1:30" as minutes; undefined where it is none. */
export function readMinutes(typed: string): number | undefined {
  const text = typed.trim().toLowerCase();
  const minutes = /^(\d{1,3})\s?(?:min\.?|minutes?|mn|')?$/.exec(text)?.[1];
  if (minutes !== undefined) return Number(minutes);
  const [, hours, rest = "0"] = /^(\d{1,2})\s?[h:]\s?(\d{2})?(?:\s?min)?$/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(rest);
}
