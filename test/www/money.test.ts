import { expect } from "chai";
import { dateText, price, zonesDiffer } from "../../www/format";

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
    const moment = new Date("2026-11-23T09:00:00Z");
    expect(inBrowserOf("America/Toronto", () => zonesDiffer(moment))).to.equal(true);
    expect(inBrowserOf("Africa/Douala", () => zonesDiffer(moment))).to.equal(false);
  });
});

/** Runs something as in a browser of that zone; a worker's own zone can't be changed. */
function inBrowserOf<T>(timeZone: string, run: () => T): T {
  const { DateTimeFormat } = Intl;
  Intl.DateTimeFormat = function format(locale: string, options: Intl.DateTimeFormatOptions) {
    return new DateTimeFormat(locale, { ...options, timeZone: options.timeZone ?? timeZone });
  } as unknown as typeof DateTimeFormat;
  try {
    return run();
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
}
