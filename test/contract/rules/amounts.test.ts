import { expect } from "chai";
import { decimal, duration, percent, wholeNumber } from "../../../contract/rules/amounts";

const plain = (text: string) => text.replace(/\u00a0/g, "_");

describe("amounts", () => {
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
