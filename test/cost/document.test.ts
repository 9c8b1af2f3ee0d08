import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { buildSite } from "../../build/site";
import { business } from "../../business";
import { priceGraph } from "../../cost/price-graph";
import { priceList } from "../../cost/prices";
import { comparisons } from "../../cost/references";
import { siteWeight } from "../../cost/site-weight";
import { trafficOf } from "../../cost/traffic";
import { program } from "../support/pulumi";

describe("docs/cost.md", function () {
  this.timeout(60_000);
  const text = readFileSync(resolve(__dirname, "../../docs/cost.md"), "utf8");
  const site = siteWeight(buildSite());
  let dev: Graph;
  let prod: Graph;

  before(async () => {
    dev = await program("dev");
    prod = await program("prod");
  });

  /** The amounts of the table row that starts so. */
  const amounts = (start: string) => {
    const row = text.split("\n").find((line) => line.startsWith(`| ${start}`));
    return [...(row ?? "").matchAll(/\$([\d.]+)/g)].map((match) => Number(match[1]));
  };
  const near = (written: number | undefined, usd: number, what: string) =>
    expect(written, what).to.be.closeTo(usd, Math.max(0.006, usd * 0.05));

  it("says what a month costs, as it is computed today", () => {
    for (const visitors of [0, 1_000, 10_000, 100_000, 1_000_000]) {
      const price = (graph: Graph, using?: ["bookings"]) => {
        const traffic = trafficOf({ business, visitors, ...(using && { using }) }, site);
        return priceGraph(graph, traffic, site, priceList()).usd;
      };
      const row = visitors.toLocaleString("en");
      const [bookings, all, production] = amounts(`${row} `);
      near(bookings, price(dev, ["bookings"]), `bookings alone, ${row}`);
      near(all, price(dev), `all of it, ${row}`);
      near(production, price(prod), `production, ${row}`);
    }
  });

  it("says what logs cost that are kept longer, as it is computed today", async () => {
    const months = [10_000, 100_000, 1_000_000].map((visitors) =>
      trafficOf({ business, visitors }, site),
    );
    const price = (graph: Graph) =>
      months.map((traffic) => priceGraph(graph, traffic, site, priceList()).usd);
    const without = price(prod);
    for (const [setting, value] of [
      ["logRetentionDays", "365"],
      ["logRetentionDays", "2557"],
      ["logArchive", "year"],
      ["logArchive", "compliance"],
    ] as const) {
      const written = amounts(`\`shopfront:${setting}: ${value}\``);
      expect(written).to.have.lengthOf(3);
      price(await program("prod", { [`shopfront:${setting}`]: value })).forEach((usd, index) => {
        near(written[index], usd - (without[index] ?? 0), `${setting} ${value}, ${index}`);
      });
    }
  });

  it("says what it costs beside each reference, as it is computed today", () => {
    const rows = {
      "R1, site and bookings, 10,000": "site and bookings, 10,000",
      "the same in an account": "has chosen no plan",
      "R1, site and bookings, 100,000": "site and bookings, 100,000",
      "R5, a million": "3 in 10 write",
      "R4, 300,000": "all of them new reviews",
    };
    const computed = comparisons(business, dev, site);
    for (const [start, month] of Object.entries(rows)) {
      const comparison = computed.find((each) => each.month.includes(month));
      const [theirs, ours] = amounts(start);
      expect(theirs, start).to.equal(comparison?.theirUsd);
      near(ours, comparison?.bill.usd ?? 0, start);
    }
  });
});
