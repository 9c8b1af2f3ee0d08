import type { Day, Slot } from "./days";

/**
 * A time that is told apart from the free ones: just refused as taken; the present time of a visit that is
 * being moved; or asked for by a request without an answer, which may be the visitor's own.
 */
export interface Mark {
  /** "2026-11-23 10:00" */
  readonly moment: string;
  readonly kind: "taken" | "own" | "asked";
}

/** How a time is marked. */
export function markOf(
  marks: readonly Mark[],
  date: string,
  time: string,
): Mark["kind"] | undefined {
  return marks.find(({ moment }) => moment === `${date} ${time}`)?.kind;
}

/** The days with the times that are asked for among the free ones, so that no choice of them is lost. */
export function withAsked(days: readonly Day[], marks: readonly Mark[]): readonly Day[] {
  const asked = marks.filter(({ kind }) => kind === "asked").map(({ moment }) => moment);
  if (asked.length === 0) return days;
  return days.map((day) => {
    const times = asked
      .filter((moment) => moment.startsWith(`${day.date} `))
      .map((moment) => moment.slice(day.date.length + 1))
      .filter((time) => !day.slots.some((slot) => slot.time === time));
    const added: Slot[] = times.map((time) => ({ time, startsAt: "", staff: [] }));
    const slots = [...day.slots, ...added].sort((one, other) => (one.time < other.time ? -1 : 1));
    return { ...day, slots };
  });
}

/** How many times of a day can be chosen. */
export function countFree(day: Day, marks: readonly Mark[]): number {
  return day.slots.filter(({ time }) => markOf(marks, day.date, time) !== "own").length;
}
