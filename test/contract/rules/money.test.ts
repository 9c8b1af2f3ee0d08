import { expect } from "chai";
import {
  currencySign,
  isCurrency,
  minorDigits,
  money,
  readMoney,
  typedMoney,
} from "../../../contract/rules/money";

const plain = (text: string) => text.replace(/\u00a0/g, "_");

describe("money", () => {
  it("is written in the reader's language, with no place to break the line", () => {
    expect(plain(money(25_000, "XAF", "fr"))).to.equal("25_000_FCFA");
    expect(plain(money(25_000, "XAF", "en"))).to.equal("FCFA_25,000");
    expect(plain(money(2_850, "EUR", "fr"))).to.equal("28,50_€");
    expect(plain(money(2_850, "EUR", "en"))).to.equal("€28.50");
    expect(plain(money(2_200, "EUR", "fr"))).to.equal("22,00_€");
    expect(plain(money(123_456_789, "EUR", "fr"))).to.equal("1_234_567,89_€");
    expect(plain(money(0, "XAF", "fr"))).to.equal("0_FCFA");
    expect(plain(money(1_500, "KWD", "en"))).to.equal("KWD_1.500");
  });

  it("has the decimals of its currency", () => {
    expect(["XAF", "EUR", "JPY", "KWD"].map(minorDigits)).to.deep.equal([0, 2, 0, 3]);
  });

  it("has the sign of its currency", () => {
    expect(currencySign("XAF", "fr")).to.equal("FCFA");
    expect(currencySign("EUR", "en")).to.equal("€");
  });

  it("knows the codes of ISO 4217, as they are written", () => {
    expect(["XAF", "EUR", "CAD"].map(isCurrency)).to.deep.equal([true, true, true]);
    expect(["FCFA", "eur", "€", ""].map(isCurrency)).to.deep.equal([false, false, false, false]);
  });

  it("is read as people type it, to the last minor unit", () => {
    for (const typed of ["28,50", "28.50", "28,5", " 28.5 "]) {
      expect(readMoney(typed, "EUR"), typed).to.equal(2_850);
    }
    for (const typed of ["1 234,50", "1.234,50", "1,234.50", "1\u202f234,50"]) {
      expect(readMoney(typed, "EUR"), typed).to.equal(123_450);
    }
    for (const typed of ["12500", "12 500", "12,500", "12.500", "12\u00a0500"]) {
      expect(readMoney(typed, "XAF"), typed).to.equal(12_500);
    }
    // No sum of money is off by a cent because 0.29 is not exact.
    for (let minor = 0; minor < 2_000; minor++) {
      expect(readMoney(typedMoney(minor, "EUR", "fr"), "EUR")).to.equal(minor);
    }
  });

  it("is not read from what is no amount of the currency", () => {
    expect(readMoney("", "EUR")).to.equal(undefined);
    for (const typed of ["free", "28,505", "28,", "-1", "1e3", "28 €", "12.5.0"]) {
      expect(readMoney(typed, "EUR"), typed).to.be.NaN;
    }
    for (const typed of ["12.5", "12,50"]) expect(readMoney(typed, "XAF"), typed).to.be.NaN;
  });

  it("is shown to be changed as it would be typed", () => {
    expect(typedMoney(2_850, "EUR", "fr")).to.equal("28,50");
    expect(typedMoney(2_850, "EUR", "en")).to.equal("28.50");
    expect(typedMoney(12_500, "XAF", "fr")).to.equal("12500");
  });
});
