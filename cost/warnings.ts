import type { Graph } from "local-stage";
import { wantsEdgeKey } from "../contract/operations/operation";
import { operationOf } from "./functions";
import type { Bill } from "./price-graph";
import { likelyBookings, type Traffic, type Visitors } from "./traffic";

/** Where the bill rises, or where another limit is reached first; one sentence each. */
export function warnings(graph: Graph, bill: Bill, traffic: Traffic, asked: Visitors): string[] {
  return [
    ...bill.notPriced.map((type) => `${type} is not priced: add it to cost/standing.ts.`),
    ...bookingWarnings(traffic, asked),
    ...quotaWarnings(graph, traffic),
    ...allowanceWarnings(bill),
    ...textWarnings(graph),
    ...budgetWarnings(graph, bill),
  ];
}

function bookingWarnings({ capacity }: Traffic, { visitors, bookings }: Visitors): string[] {
  const room = capacity.visitsPerMonth;
  if (bookings !== undefined && bookings > room) {
    return [`${bookings} bookings exceed the capacity of the opening hours (about ${room}).`];
  }
  if (bookings === undefined && likelyBookings(capacity, visitors) === room) {
    return [`Bookings are capped at ${room} a month, the capacity of the opening hours.`];
  }
  return [];
}

/** Beyond the visits' quota the gateway answers 429, which also bounds the bill; the bookings have none. */
function quotaWarnings(graph: Graph, { calls }: Traffic): string[] {
  const plan = graph
    .ofType("aws:apigateway/usagePlan:UsagePlan")
    .find(({ name }) => name.includes("visits"));
  const limit = plan?.inputs.quotaSettings?.limit;
  const writes = Object.entries(calls)
    .filter(([name]) => {
      const operation = operationOf(name);
      return operation && wantsEdgeKey(operation) && operation.plan === "visits";
    })
    .reduce((sum, [, times]) => sum + times, 0);
  if (limit === undefined || writes <= limit) return [];
  return [
    `${whole(writes)} writes with the visits key exceed shopfront:monthlyVisits (${whole(limit)}): the rest are rejected and cost less than this table says.`,
  ];
}

function allowanceWarnings({ lines }: Bill): string[] {
  return lines
    .filter(({ price, quantity }) => price.free > 0 && quantity > 0.8 * price.free)
    .map(({ price, quantity, madeOf }) => {
      const share = Math.round((100 * quantity) / price.free);
      return `${price.service}, ${price.unit}: ${share}% of the free tier, most of it ${madeOf[0]?.what}.`;
    });
}

/** An SMS costs from one cent to a quarter of a dollar, depending on the country. */
function textWarnings(graph: Graph): string[] {
  const caps = graph
    .ofType("aws:lambda/function:Function")
    .map(({ inputs }) => Number(inputs.environment?.variables?.SMS_MONTHLY_CAP ?? 0));
  const cap = Math.max(0, ...caps);
  return cap > 0
    ? [
        `Up to ${whole(cap)} SMS a month (shopfront:smsMonthlyCap) are not included: their price depends on the country, see https://aws.amazon.com/sns/sms-pricing/.`,
      ]
    : [];
}

function budgetWarnings(graph: Graph, { usd }: Bill): string[] {
  return graph.ofType("aws:budgets/budget:Budget").flatMap(({ inputs }) => {
    const limit = Number(inputs.limitAmount);
    return usd > limit
      ? [
          `$${usd.toFixed(2)} exceeds the budget of $${limit} (shopfront:monthlyBudgetUsd); the owner is notified.`,
        ]
      : [];
  });
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
