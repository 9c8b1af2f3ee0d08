import { expect } from "chai";
import { buildSite } from "../../build/site";
import { business } from "../../business";
import { type Comparison, comparisons } from "../../cost/references";
import { siteWeight } from "../../cost/site-weight";
import { program } from "../support/pulumi";

describe("the bill beside the references' figures", function () {
  this.timeout(60_000);
  let rows: Comparison[];

  before(async () => {
    rows = comparisons(business, await program("dev"), siteWeight(buildSite()));
    for (const { reference, month, theirUsd, bill, why } of rows) {
      const ours = `$${bill.usd.toFixed(2)}`.padStart(6);
      console.log(`      ${reference} $${theirUsd}, ours ${ours}: ${month}\n        ${why}`);
    }
  });

  const usd = (part: string) => {
    const found = rows.filter(({ month }) => month.includes(part));
    expect(found, part).to.have.length(1);
    return (found[0] as Comparison).bill.usd;
  };

  it("is at most R1's $0.11, which is known to the cent, for site and bookings with 10,000 visitors", () => {
    const cents = Math.round(100 * usd("site and bookings, 10,000"));
    expect(cents).to.be.within(5, 11);
  });

  it("is less in an account without a plan of SES", () => {
    expect(usd("has chosen no plan")).to.be.within(0.05, 0.1);
  });

  it("is over R1's figure with 100,000 visitors, but under a dollar", () => {
    expect(usd("site and bookings, 100,000")).to.be.within(0.3, 1);
  });

  it("is under R5's $5.45 for a million requests of which three in ten write", () => {
    expect(usd("3 in 10 write")).to.be.within(3.5, 5.45);
  });

  it("has R5's figure between its cheapest and its dearest mix", () => {
    expect(usd("users, all reads")).to.be.within(3.5, 5.45);
    expect(usd("all of them new users")).to.be.within(5.45, 8);
  });

  it("is an eighth of R4's $34 for 300,000 requests even if each writes a review", () => {
    expect(usd("reviews, all reads")).to.be.within(1.05, 2);
    expect(usd("all of them new reviews")).to.be.within(1.05, 4.25);
  });

  it("says of each why the figures differ", () => {
    for (const { why } of rows) expect(why).to.match(/^[A-Z$].{60,}\.$/);
  });
});
