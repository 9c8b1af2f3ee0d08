import { expect } from "chai";
import { decimal, duration, percent, price, wholeNumber } from "../../../contract/rules/amounts";

const plain = (text: string) => text.replace(/\u00a0/g, "_");

describe("amounts", () => {
  it("writes prices with the separators of each language and no place to break the line", () => {
    expect(plain(price(25000, "en"))).to.equal("25,000_FCFA");
    expect(plain(price(25000, "fr"))).to.equal("25_000_FCFA");
    expect(plain(price(500, "fr"))).to.equal("500_FCFA");
    expect(plain(price(1250000, "en"))).to.equal("1,250,000_FCFA");
  });

  it("writes nothing, and amounts up to a million, without a stray separator", () => {
    const amounts = [0, 1, 999, 1000, 999_999, 1_000_000];
    expect(amounts.map((xaf) => plain(price(xaf, "en")))).to.deep.equal([
      "0_FCFA",
      "1_FCFA",
      "999_FCFA",
      "1,000_FCFA",
      "999,999_FCFA",
      "1,000,000_FCFA",
    ]);
  });

  it("writes counts, decimals and shares, and no share of nothing", () => {
    expect([wholeNumber(999, "en"), wholeNumber(1234567, "en")]).to.deep.equal([
      "999",
      "1,234,567",
    ]);
    expect(plain(wholeNumber(1234, "fr"))).to.equal("1_234");
    expect([decimal(4.56, "en"), decimal(4, "fr")]).to.deep.equal(["4.6", "4,0"]);
    expect([percent(2, 3, "en"), plain(percent(0, 0, "fr"))]).to.deep.equal(["67%", "0_%"]);
  });

  it("writes durations in hours and minutes", () => {
    expect([45, 60, 90, 245].map((minutes) => plain(duration(minutes)))).to.deep.equal([
      "45_min",
      "1_h",
      "1_h_30",
      "4_h_05",
    ]);
  });
});
