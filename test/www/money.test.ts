import { expect } from "chai";
import { dateText, price, visitorClock, zonesDiffer } from "../../www/format";

const plain = (text: string) => text.replace(/\u00a0/g, "_");

describe("amounts and dates at their boundaries", () => {
  it("writes nothing, and amounts up to a million, without a stray separator", () => {
    const amounts = [0, 1, 999, 1000, 999_999, 1_000_000];
    expect(amounts.map((xaf) => plain(price(xaf, "en")))).to.deep.equal([
      ...["0_FCFA", "1_FCFA", "999_FCFA", "1,000_FCFA", "999,999_FCFA", "1,000,000_FCFA"],
    ]);
  });

  it("writes every style of a date", () => {
    expect(dateText("2026-12-01", "long", "fr")).to.equal("1er décembre 2026");
    expect(dateText("2026-12-01", "long", "en")).to.equal("1 December 2026");
    expect(dateText("2026-12-01", "weekdayShort", "en")).to.equal("Tue");
    expect(dateText("2026-12-01", "weekdayShort", "fr")).to.equal("mar.");
  });

  it("knows whether the visitor's clock differs", () => {
    const moment = "2026-11-23T09:00:00Z";
    const here = visitorClock(moment, "en");
    expect(zonesDiffer(new Date(moment))).to.equal(here !== undefined);
    const zone = process.env.TZ;
    try {
      process.env.TZ = "America/Toronto";
      expect(zonesDiffer(new Date(moment))).to.equal(true);
      process.env.TZ = "Africa/Douala";
      expect(zonesDiffer(new Date(moment))).to.equal(false);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
