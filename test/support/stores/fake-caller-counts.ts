import { callerAt } from "../../../handlers/runtime/callers/caller";
import {
  type CallerCounts,
  type PublicWrite,
  tenMinutesOf,
} from "../../../handlers/runtime/callers/caller-counts";

/** Counts of callers in memory with the rules of the real ones, for handler tests. */
export class FakeCallerCounts implements CallerCounts {
  private readonly counts = new Map<string, number>();

  count: CallerCounts["count"] = async (write, { perTenMinutes, perDay }) => {
    const [day, window] = keysOf(write);
    if (this.of(day) >= perDay) return "caller.limit";
    if (this.of(window) >= perTenMinutes) return "caller.throttled";
    for (const key of [day, window]) this.counts.set(key, this.of(key) + 1);
    return "counted";
  };

  release: CallerCounts["release"] = async (write) => {
    for (const key of keysOf(write)) this.counts.set(key, this.of(key) - 1);
  };

  private of(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}

/** Under which a write's caller is counted, by the day and by ten minutes. */
function keysOf({ as, address, date, now }: PublicWrite) {
  const day = `${date} ${as} ${callerAt(address)}`;
  return [day, `${day} ${tenMinutesOf(now)}`] as const;
}
