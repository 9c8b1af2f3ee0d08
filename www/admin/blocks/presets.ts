import { addDays, dateIn, dayOfWeek, timeIn } from "../../../contract/rules/calendar";

/** Days and hours as the form has them; an empty hour is the start or the end of its day. */
export interface Span {
  readonly from: string;
  readonly fromTime: string;
  readonly to: string;
  readonly toTime: string;
}

/** What one tap fills in, in the order of the form. */
export const presetNames = ["afternoon", "tomorrow", "rest", "nextWeek"] as const;
export type PresetName = (typeof presetNames)[number];

const noon = "12:00";

/** What can be blocked with one tap at a moment: the afternoon only as long as it has not begun. */
export function presetsAt(timeZone: string, now: Date): Partial<Record<PresetName, Span>> {
  const today = dateIn(timeZone, now);
  const time = timeIn(timeZone, now);
  const day = (date: string, fromTime = ""): Span => ({
    from: date,
    fromTime,
    to: date,
    toTime: "",
  });
  const monday = addDays(today, 8 - dayOfWeek(today));
  return {
    ...(time < noon && { afternoon: day(today, noon) }),
    rest: day(today, onBucket(time)),
    tomorrow: day(addDays(today, 1)),
    nextWeek: { from: monday, fromTime: "", to: addDays(monday, 6), toTime: "" },
  };
}

/** The five minutes that are running. */
function onBucket(time: string): string {
  const [hours = "", minutes = ""] = time.split(":");
  const begun = Math.floor(Number(minutes) / 5) * 5;
  return `${hours}:${String(begun).padStart(2, "0")}`;
}
