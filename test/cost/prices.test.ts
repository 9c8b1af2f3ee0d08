import { expect } from "chai";
import { priceIds, priceList } from "../../cost/prices";

describe("the price list", () => {
  const { prices, region, month } = priceList();

  it("is of the business's region and says of which month", () => {
    expect(region).to.equal("ca-central-1");
    expect(month).to.match(/^\d{4}-\d\d$/);
  });

  it("has every price that is asked for, and no other", () => {
    expect(Object.keys(prices)).to.have.members([...priceIds]);
  });

  for (const id of priceIds) {
    it(`says of ${id} what it costs for how much, what is free, and where and when that was read`, () => {
      const price = prices[id];
      expect(price.usd).to.be.above(0);
      expect(price.per).to.be.above(0);
      expect(price.free).to.be.at.least(0);
      expect(price.unit).to.match(/\S/);
      expect(new URL(price.source).host).to.equal("aws.amazon.com");
      expect(price.read.slice(0, 7)).to.equal(month);
      expect(price.known).to.be.oneOf(["stated", "older", "regional"]);
    });
  }

  it("calls stated only what a copy of this year states", () => {
    for (const [id, { known, copy }] of Object.entries(prices)) {
      if (known === "stated") expect(copy?.slice(0, 4), id).to.equal(month.slice(0, 4));
    }
  });

  it("explains each price of the region that was derived from another one's", () => {
    const derived = Object.values(prices).filter(({ known }) => known === "regional");
    expect(derived).to.have.length.above(0);
    for (const { note } of derived) expect(note).to.include("United States price");
  });

  it("counts on no allowance that ends after a year", () => {
    for (const id of ["apigateway.requests", "ses.mails", "s3.puts", "s3.storage"] as const) {
      expect(prices[id].free, id).to.equal(0);
    }
  });
});
