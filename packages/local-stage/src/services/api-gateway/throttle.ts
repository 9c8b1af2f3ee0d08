import type { Limit, UsagePlan } from "./api";

/** Milliseconds since 1970; tests bring their own. */
export type Clock = () => number;

/** The token bucket that API Gateway throttles with: `burst` tokens, refilled at `rate` a second. */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;

  constructor(
    private readonly limit: Limit,
    private readonly now: Clock,
  ) {
    this.#tokens = limit.burst;
    this.#filledAt = now();
  }

  /** Takes one token, or says there is none. */
  take(): boolean {
    const at = this.now();
    if (this.limit.rate !== Number.POSITIVE_INFINITY) {
      const refill = ((at - this.#filledAt) / 1000) * this.limit.rate;
      this.#tokens = Math.min(this.limit.burst, this.#tokens + refill);
      this.#filledAt = at;
      if (this.#tokens < 1) return false;
      this.#tokens -= 1;
    }
    return true;
  }
}

/** Counts the requests of one key against its plan's quota. A restart of the local stage forgets them. */
export class QuotaCounter {
  #period = "";
  #used = 0;
  #first = true;

  constructor(
    private readonly quota: NonNullable<UsagePlan["quota"]>,
    private readonly now: Clock,
  ) {}

  take(): boolean {
    const period = periodOf(this.quota.period, new Date(this.now()));
    if (period !== this.#period) {
      // The offset only shortens the first period of a plan.
      this.#used = this.#first ? this.quota.offset : 0;
      this.#first = false;
      this.#period = period;
    }
    if (this.#used >= this.quota.limit) return false;
    this.#used += 1;
    return true;
  }
}

/** Names the UTC day, week (from Sunday) or month that a moment is in. */
function periodOf(period: "DAY" | "WEEK" | "MONTH", at: Date): string {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  if (period === "MONTH") return day.toISOString().slice(0, 7);
  if (period === "WEEK") day.setUTCDate(day.getUTCDate() - day.getUTCDay());
  return day.toISOString().slice(0, 10);
}
