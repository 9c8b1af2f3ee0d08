import type { Feedback } from "../handlers/feedback/feedback";
import { dayKey, type Totals } from "../handlers/feedback/totals";

/** A review as it is counted, and how often that was done: once, or not at all, but for lost or doubled events. */
export interface Counted extends Pick<Feedback, "feedbackId" | "rating" | "sentiment"> {
  readonly day: string;
  readonly times: number;
}

export const nothing: Totals = {
  total: 0,
  ratingSum: 0,
  positive: 0,
  neutral: 0,
  negative: 0,
  rating1: 0,
  rating2: 0,
  rating3: 0,
  rating4: 0,
  rating5: 0,
};
export const counters = Object.keys(nothing) as (keyof typeof nothing & string)[];

/** The totals of each day. */
export function addUp(reviews: Iterable<Counted>): Map<string, Totals> {
  const sums = new Map<string, Totals>();
  for (const { day, rating, sentiment, times } of reviews) {
    const one = {
      ...nothing,
      total: times,
      ratingSum: times * rating,
      [sentiment]: times,
      [`rating${rating}`]: times,
    };
    sums.set(dayKey(day), plus(sums.get(dayKey(day)) ?? nothing, one));
  }
  return sums;
}

/** A counter that nothing was ever added to is absent in the table. */
export const counter = (sum: Totals | undefined, name: string) =>
  Number((sum as unknown as Record<string, unknown> | undefined)?.[name] ?? 0);

export function plus(one: Totals, other: Totals): Totals {
  const sum = counters.map((name) => [name, counter(one, name) + counter(other, name)]);
  return Object.fromEntries(sum) as unknown as Totals;
}

export function same(one: Totals, other: Totals | undefined): boolean {
  return counters.every((name) => counter(one, name) === counter(other, name));
}
