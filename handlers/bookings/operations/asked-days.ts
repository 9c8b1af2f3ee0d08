import { addDays, dateIn } from "../../../contract/rules/calendar";
import { refuse } from "../../runtime/http";
import type { Days } from "../lists";

/** The most days that one of the owner's lists may cover, so that requests stay short. */
export const maxDays = 92;

/** Refuses a last day before the first one, which no query takes; undefined where there is none. */
export function refuseBackwards({ from, to }: Partial<Days>) {
  return from !== undefined && to !== undefined && to < from
    ? refuse("invalid", { to: "to.order" })
    : undefined;
}

/**
 * The days that one of the owner's lists covers.
 * @param startsInDays where it starts without `from`, in days from today
 * @param length how many days after its start it ends without `to`
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
