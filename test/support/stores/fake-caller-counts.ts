import { callerAt } from "../../../handlers/runtime/callers/caller";
import { type CallerCounts, tenMinutesOf } from "../../../handlers/runtime/callers/caller-counts";

/** Counts of callers in memory with the rules of the real ones, for handler tests. */
export class FakeCallerCounts implements CallerCounts {
  private readonly counts = new Map<string, number>();

  count: CallerCounts["count"] = async ({ as, address, date, now }, { perTenMinutes, perDay }) => {
    const caller = `${date} ${as} ${callerAt(address)}`;
    const limits = [
      [caller, perDay],
      [`${caller} ${tenMinutesOf(now)}`, perTenMinutes],
    ] as const;
    if (limits.some(([key, most]) => (this.counts.get(key) ?? 0) >= most)) return false;
    for (const [key] of limits) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return true;
  };
}
