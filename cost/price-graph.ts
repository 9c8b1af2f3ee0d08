import type { Graph } from "local-stage";
import type { Price, PriceId, PriceList, Usage } from "./prices";
import type { SiteWeight } from "./site-weight";
import { notPriced, standingUsage } from "./standing";
import type { Traffic } from "./traffic";
import { usageOf } from "./usage";

/** One price and all that is billed by it. */
export interface Line {
  readonly id: PriceId;
  readonly price: Price;
  readonly quantity: number;
  /** How much of it is free. */
  readonly free: number;
  readonly usd: number;
  /** The same without what is free. */
  readonly listUsd: number;
  /** What uses it, the most first. */
  readonly madeOf: readonly { readonly what: string; readonly quantity: number }[];
}

/** What a stage costs in a month, in US dollars before tax. */
export interface Bill {
  readonly lines: readonly Line[];
  readonly usd: number;
  /** What it would be in an account that has used up what is free elsewhere. */
  readonly listUsd: number;
  /** Types of resources that are on no line because nobody has said what they cost. */
  readonly notPriced: readonly string[];
}

/** What the declared resources cost in a month of that traffic. */
export function priceGraph(
  graph: Graph,
  traffic: Traffic,
  site: SiteWeight,
  { prices }: PriceList<PriceId>,
): Bill {
  const usage: Usage[] = [
    ...standingUsage(graph),
    ...usageOf(graph, traffic),
    // Files of earlier deployments stay for pages that are kept somewhere.
    { price: "s3.storage", quantity: (2 * site.bytes) / 1024 ** 3, what: "the site's files" },
  ];
  const used = [...new Set(usage.map(({ price }) => price))];
  const lines = used
    .map((id) => lineOf(id, prices[id], usage))
    .filter(({ quantity }) => quantity > 0)
    .sort((one, other) => other.usd - one.usd || other.listUsd - one.listUsd);
  return {
    lines,
    usd: sum(lines.map(({ usd }) => usd)),
    listUsd: sum(lines.map(({ listUsd }) => listUsd)),
    notPriced: notPriced(graph),
  };
}

function lineOf(id: PriceId, price: Price, usage: readonly Usage[]): Line {
  const own = usage.filter((one) => one.price === id && one.quantity > 0);
  const whats = [...new Set(own.map(({ what }) => what))];
  const madeOf = whats
    .map((what) => ({
      what,
      quantity: sum(own.flatMap((one) => (one.what === what ? one.quantity : []))),
    }))
    .sort((one, other) => other.quantity - one.quantity);
  const quantity = sum(madeOf.map((part) => part.quantity));
  const free = Math.min(quantity, price.free);
  const cost = (units: number) => (units / price.per) * price.usd;
  return { id, price, quantity, free, usd: cost(quantity - free), listUsd: cost(quantity), madeOf };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
