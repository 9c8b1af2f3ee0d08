import { timingSafeEqual } from "node:crypto";
import type { Limit, Stage, UsagePlan } from "./api";
import type { ResponseType } from "./response";
import { type Clock, QuotaCounter, TokenBucket } from "./throttle";
import type { UsageLog } from "./usage";

export type Admission =
  | { readonly ok: true; readonly key?: { readonly id: string; readonly value: string } }
  | { readonly ok: false; readonly type: ResponseType };

/** Asks whether a request may pass; `key` is what it presents, `method` is "/resource/METHOD". */
export type Admit = (request: {
  readonly method: string;
  readonly key: string | undefined;
  readonly keyRequired: boolean;
}) => Admission;

/**
 * The keys, throttles and quotas of a stage. As in AWS a key only counts where the method asks for
 * one, and the plan's limits come before those of the stage.
 */
export function admission(stage: Stage, now: Clock, usage?: UsageLog): Admit {
  const buckets = new Map<string, TokenBucket>();
  const quotas = new Map<string, QuotaCounter>();
  const passes = (name: string, limit: Limit | undefined) => {
    if (!limit) return true;
    const bucket = buckets.get(name) ?? new TokenBucket(limit, now);
    buckets.set(name, bucket);
    return bucket.take();
  };
  const withinPlan = (plan: UsagePlan, keyId: string, method: string): Admission => {
    const perMethod = plan.methodLimits.get(method);
    const name = `${plan.id} ${keyId}`;
    const limit = perMethod ?? plan.limit;
    if (!passes(perMethod ? `${name} ${method}` : name, limit)) return refused("THROTTLED");
    if (plan.quota) {
      const quota = quotas.get(name) ?? new QuotaCounter(plan.quota, now);
      quotas.set(name, quota);
      if (!quota.take()) return refused("QUOTA_EXCEEDED");
    }
    usage?.count(plan.id, keyId);
    return { ok: true };
  };
  return ({ method, key, keyRequired }) => {
    const holder = keyRequired ? holderOf(stage.plans, key) : undefined;
    if (keyRequired && !holder) return refused("INVALID_API_KEY");
    if (holder) {
      const within = withinPlan(holder.plan, holder.key.id, method);
      if (!within.ok) return within;
    }
    // The limits of "*/*" are defaults that each method has for itself.
    const limit = stage.methodLimits.get(method) ?? stage.methodLimits.get("*/*");
    return passes(method, limit) ? { ok: true, key: holder?.key } : refused("THROTTLED");
  };
}

function holderOf(plans: readonly UsagePlan[], presented: string | undefined) {
  if (!presented) return undefined;
  for (const plan of plans) {
    for (const key of plan.keys) if (same(key.value, presented)) return { plan, key };
  }
  return undefined;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(type: ResponseType): Admission {
  return { ok: false, type };
}
