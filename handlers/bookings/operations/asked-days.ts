import { addDays, dateIn } from "../../../contract/rules/calendar";
import { refuse } from "../../runtime/http";
import type { Days } from "../lists";

/** The owner's lists go over at most this many days at once, so that a request stays short. */
export const maxDays = 92;

/** Refuses a last day before the first one, which no query takes; undefined where there is none. */
export function refuseBackwards({ from, to }: Partial<Days>) {
  return from !== undefined && to !== undefined && to < from
    ? refuse("invalid", { to: "to.order" })
    : undefined;
}

/**
 * The days that a list of the owner goes over.
 * @param startsInDays where it starts without `from`, counted from today
 * @param length how many days after its first one it ends without `to`
 */
export function askedDays(
  timeZone: string,
  { from, to }: Partial<Days>,
  startsInDays: number,
  length: number,
  now: string,
):
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly reason: "invalid"; readonly fields?: Record<string, string> } {
  const first = from ?? addDays(dateIn(timeZone, now), startsInDays);
  const last = to ?? addDays(first, length);
  if (last < first) return refuse("invalid", { to: "to.order" });
  if (last > addDays(first, maxDays)) return refuse("invalid", { to: "to.far" });
  return { ok: true, days: { from: first, to: last } };
}
