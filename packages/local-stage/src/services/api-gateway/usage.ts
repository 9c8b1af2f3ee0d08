import { AwsError } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import type { Graph } from "../../graph";
import type { Clock } from "./throttle";

/** Counts what each key of a plan was let do, day by day. A restart of the local stage forgets it. */
export class UsageLog {
  readonly #counts = new Map<string, number>();

  constructor(private readonly now: Clock) {}

  count(planId: string, keyId: string): void {
    const day = new Date(this.now()).toISOString().slice(0, 10);
    const entry = `${planId} ${keyId} ${day}`;
    this.#counts.set(entry, (this.#counts.get(entry) ?? 0) + 1);
  }

  /** Requests on one UTC day. */
  on(planId: string, keyId: string, day: string): number {
    return this.#counts.get(`${planId} ${keyId} ${day}`) ?? 0;
  }
}

export interface UsageApiOptions {
  readonly graph: Graph;
  readonly region: string;
  /** Asked at each call. */
  readonly usage: () => UsageLog;
}

/** The part of API Gateway's own API that functions of the program call: GetUsage. */
export function usageApi({ graph, region, usage }: UsageApiOptions): GateService {
  return async (call) => {
    const { pathname, searchParams } = call.url;
    const [, id] = /^\/usageplans\/(\w+)\/usage$/.exec(pathname) ?? [];
    if (call.method !== "GET" || !id) {
      const what = `${call.method} ${pathname}`;
      throw new AwsError(501, "NotSimulated", `The local stage has no ${what} of API Gateway.`);
    }
    // The grant is on the path: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
    const resource = `arn:aws:apigateway:${region}::${pathname}`;
    call.require({ action: "apigateway:GET", resource });
    const plan = graph
      .ofType("aws:apigateway/usagePlan:UsagePlan")
      .find((candidate) => candidate.id === id);
    if (!plan) throw new AwsError(404, "NotFoundException", "Invalid Usage Plan ID specified");
    const [startDate, endDate] = [day(searchParams, "startDate"), day(searchParams, "endDate")];
    if (endDate < startDate) throw badRequest("Usage start date must be before usage end date");

    const only = searchParams.get("keyId");
    const keyIds = graph
      .ofType("aws:apigateway/usagePlanKey:UsagePlanKey")
      .filter(({ inputs }) => inputs.usagePlanId === id)
      .map(({ inputs }) => String(inputs.keyId))
      .filter((keyId) => only === null || keyId === only);
    const from = Number(searchParams.get("position") ?? 0);
    const to = from + Math.min(Number(searchParams.get("limit") ?? 25), 500);
    const quota = plan.inputs.quotaSettings?.limit;
    const values = Object.fromEntries(
      keyIds.slice(from, to).map((keyId) => {
        let left = quota ?? 0;
        const days = daysBetween(startDate, endDate).map((each) => {
          const used = usage().on(id, keyId, each);
          // AWS documents no second number for a plan without a quota.
          left = Math.max(0, left - used);
          return [used, left];
        });
        return [keyId, days];
      }),
    );
    const position = to < keyIds.length ? { position: String(to) } : {};
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ usagePlanId: id, startDate, endDate, values, ...position }),
    };
  };
}

function day(query: URLSearchParams, name: string): string {
  const text = query.get(name) ?? "";
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay) throw badRequest(`Invalid ${name}: expected yyyy-MM-dd`);
  return text;
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

function badRequest(message: string): AwsError {
  return new AwsError(400, "BadRequestException", message);
}
