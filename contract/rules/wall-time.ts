import { minutesOfDay, timeOfDay } from "./calendar";
import { offsetMs } from "./zone-offsets";

/**
 * From what a zone's clocks show to the moment in UTC. Inside loops a time is a number: the milliseconds
 * since 1970 at which UTC's clocks show the same.
 */

const dayMs = 86_400_000;

/** A date and minutes since its midnight on the clocks of a zone, as a number. */
export function wallTime(date: string, minutes = 0): number {
  return Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
}

/**
 * The moment, in milliseconds since 1970, at which a zone's clocks show a time: the earlier one where they
 * show it twice. Where they skip it, as much time after the change as it would be without.
 */
export function momentOf(wall: number, timeZone: string): number {
  const before = offsetMs(timeZone, wall - dayMs);
  const after = offsetMs(timeZone, wall + dayMs);
  const isAfter = before !== after && offsetMs(timeZone, wall - before) !== before;
  return isAfter && offsetMs(timeZone, wall - after) === after ? wall - after : wall - before;
}

/**
 * Whether the clocks of a zone show that time and then run steadily for so many minutes, unlike in the
 * nights in which they are put forward or back.
 * @param moment of that time, where it is known
 */
export function runsSteadily(
  wall: number,
  minutes: number,
  timeZone: string,
  moment = momentOf(wall, timeZone),
): boolean {
  // Of a time that is skipped, it is the offset from before the change, which applies no more.
  return offsetMs(timeZone, moment + minutes * 60_000) === wall - moment;
}

/** A moment in milliseconds since 1970 as text: UTC, ISO 8601, whole seconds. */
export function utcText(momentMs: number): string {
  const day = Math.floor(momentMs / dayMs);
  const seconds = Math.floor((momentMs - day * dayMs) / 1000);
  // The moments of a day are written one after another, and Date takes long to.
  if (latest.day !== day) latest = { day, date: new Date(day * dayMs).toISOString().slice(0, 10) };
  const clock = `T${timeOfDay(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}Z`;
  return latest.date + clock;
}

let latest = { day: 0, date: "1970-01-01" };

/** The moment in UTC (ISO 8601, whole seconds) of a date and time on the clocks of a zone. */
export function utcMoment(date: string, time: string, timeZone: string): string {
  return utcText(momentOf(wallTime(date, minutesOfDay(time)), timeZone));
}
