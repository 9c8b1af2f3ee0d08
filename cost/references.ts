import type { Graph } from "local-stage";
import type { Business } from "../contract/business";
import { type Bill, priceGraph } from "./price-graph";
import { type PriceId, type PriceList, priceList } from "./prices";
import type { SiteWeight } from "./site-weight";
import { type Traffic, trafficOf, trafficOfCalls } from "./traffic";

/** A figure that another design states for its month, beside what this program costs for the same. */
export interface Comparison {
  readonly reference: "R1" | "R4" | "R5";
  readonly month: string;
  readonly theirUsd: number;
  readonly bill: Bill;
  /** Why the two differ; of theirs only the figure is known. */
  readonly why: string;
}

/** The figures that are known, each with the nearest month of ours. */
export function comparisons(
  business: Business,
  graph: Graph,
  site: SiteWeight,
  prices: PriceList<PriceId> = priceList(),
): Comparison[] {
  const price = (traffic: Traffic, list = prices) => priceGraph(graph, traffic, site, list);
  const withoutPlan = withoutMailPlan(prices);
  const bookingsOf = (visitors: number) =>
    trafficOf({ business, visitors, using: ["bookings"] }, site);
  return [
    {
      reference: "R1",
      month: "site and bookings, 10,000 visitors, no domain",
      theirUsd: 0.11,
      bill: price(bookingsOf(10_000)),
      why: "Half is mail, a third requests of the API, the rest tables; reviews, shop, counter and alarms stand by for nothing. What R1 counts is not known. Mail is dearer than when R1 was written: an account that begins to send now is in a plan of SES that asks $0.16 a thousand.",
    },
    {
      reference: "R1",
      month: "the same, in an account that has chosen no plan of SES",
      theirUsd: 0.11,
      bill: price(bookingsOf(10_000), withoutPlan),
      why: "Mail at $0.10 a thousand, as it was before July 2026; one command chooses it.",
    },
    {
      reference: "R1",
      month: "site and bookings, 100,000 visitors, no domain",
      theirUsd: 0.11,
      bill: price(bookingsOf(100_000)),
      why: "Nine times the questions for free times reach the API, at $3.50 a million, and pages call edge functions more often than is free. The same $0.11 would pay for 31,000 requests of a REST API and nothing else.",
    },
    {
      reference: "R5",
      month: "1,000,000 requests of users, all reads",
      theirUsd: 5.45,
      bill: price(trafficOfCalls(business, { getUser: 1_000_000 })),
      why: "The cheapest mix there is: the requests themselves are $3.50 of it.",
    },
    {
      reference: "R5",
      month: "1,000,000 requests of users, 3 in 10 write",
      theirUsd: 5.45,
      bill: price(
        trafficOfCalls(business, {
          getUser: 600_000,
          listUsers: 100_000,
          createUser: 100_000,
          replaceUser: 100_000,
          deleteUser: 100_000,
        }),
      ),
      why: "Ours counts what AWS gives away each month (a million calls of functions, 400,000 GB-seconds), and tables at the price after the cut of November 2024.",
    },
    {
      reference: "R5",
      month: "1,000,000 requests of users, all of them new users",
      theirUsd: 5.45,
      bill: price(trafficOfCalls(business, { createUser: 1_000_000 })),
      why: "The dearest mix: an e-mail is kept unique by a second item in one transaction, five write units a user with the list's index.",
    },
    {
      reference: "R4",
      month: "300,000 requests of reviews, all reads",
      theirUsd: 34,
      bill: price(trafficOfCalls(business, { listFeedback: 300_000 })),
      why: "$34 are $113 a million requests, 32 times what a REST API asks: no mix of requests comes to that here, so theirs must hold something that is paid by the month or far more work a request.",
    },
    {
      reference: "R4",
      month: "300,000 requests of reviews, all of them new reviews",
      theirUsd: 34,
      bill: price(trafficOfCalls(business, { createFeedback: 300_000 }, { feedback: 300_000 })),
      why: "The dearest mix: fourteen write units a review, counted exactly once. A stage takes 100,000 a month (shopfront:monthlyVisits) and refuses the rest, so it would cost a third.",
    },
  ];
}

/** The prices of an account that has chosen no plan of SES, or sent mail before there were any. */
function withoutMailPlan(list: PriceList<PriceId>): PriceList<PriceId> {
  const { "ses.mailsWithoutPlan": mails, ...prices } = list.prices;
  return { ...list, prices: { ...prices, "ses.mails": mails, "ses.mailsWithoutPlan": mails } };
}
