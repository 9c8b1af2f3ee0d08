/** The time that a booking holds, as it is stored with it, so that a change of a service's length can't orphan any. */

import { minutesOfDay } from "../../../contract/rules/calendar";
import { quarterMinutes } from "../../../contract/rules/quarters";
import { bucketMinutes } from "../../../contract/rules/visit";
import { bucketSpans, type VisitLength } from "./slots";

/** A stretch of time in minutes since the midnight of a date, without `to`; from 1440 on on the day after. */
export type Stretch = readonly [from: number, to: number];

/** What is stored with a booking about its time, counted from its `appointmentDate`. */
export interface HeldTime {
  /** In order; absent on bookings of the release before. */
  readonly held?: readonly Stretch[];
  /** The quarters of an hour in which these are, which is all that functions of the release before know. */
  readonly buckets: readonly number[];
}

/** The time that a booking holds on whose diary. */
export interface Held {
  readonly staff: string;
  readonly date: string;
  readonly stretches: readonly Stretch[];
}

/** What a visit at that time holds, buffers included. */
export function timeHeld(time: string, visit: VisitLength): Required<HeldTime> {
  const held = bucketSpans(minutesOfDay(time), visit).map(
    ({ first, end }): Stretch => [first * bucketMinutes, end * bucketMinutes],
  );
  return { held, buckets: quartersOf(held) };
}

/**
 * The time that a booking holds. A function of the release before that moves one leaves `held` as it was;
 * then the quarters count, which are all that it has taken.
 */
export function heldBy({
  staff,
  appointmentDate: date,
  held,
  buckets,
}: HeldTime & { readonly staff: string; readonly appointmentDate: string }): Held {
  const isCurrent = held && String(quartersOf(held)) === String(buckets);
  return { staff, date, stretches: isCurrent ? held : stretchesOf(buckets) };
}

/** The quarters of an hour that some time is in. */
export function quartersOf(stretches: readonly Stretch[]): number[] {
  const quarters = new Set<number>();
  for (const [from, to] of stretches) {
    for (let at = Math.floor(from / quarterMinutes); at * quarterMinutes < to; at++) {
      quarters.add(at);
    }
  }
  return [...quarters].sort((one, other) => one - other);
}

function stretchesOf(quarters: readonly number[]): Stretch[] {
  const stretches: [number, number][] = [];
  for (const quarter of quarters) {
    const from = quarter * quarterMinutes;
    const last = stretches.at(-1);
    if (last?.[1] === from) last[1] = from + quarterMinutes;
    else stretches.push([from, from + quarterMinutes]);
  }
  return stretches;
}
