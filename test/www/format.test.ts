import { expect } from "chai";
import {
  addDays,
  businessDate,
  clock,
  dateText,
  decimal,
  duration,
  percent,
  price,
  rangeText,
  visitorClock,
  weekdayName,
  wholeNumber,
} from "../../www/format";

const plain = (text: string | undefined) => text?.replace(/\u00a0/g, "_");

describe("formatting", () => {
  it("writes prices with the separators of each language and no place to break the line", () => {
    expect(plain(price(25000, "en"))).to.equal("25,000_FCFA");
    expect(plain(price(25000, "fr"))).to.equal("25_000_FCFA");
    expect(plain(price(500, "fr"))).to.equal("500_FCFA");
    expect(plain(price(1250000, "en"))).to.equal("1,250,000_FCFA");
  });

  it("writes counts, decimals and shares, and no share of nothing", () => {
    expect([wholeNumber(999, "en"), wholeNumber(1234567, "en")]).to.deep.equal([
      "999",
      "1,234,567",
    ]);
    expect(wholeNumber(1234, "fr")).to.equal("1\u00a0234");
    expect([decimal(4.56, "en"), decimal(4, "fr")]).to.deep.equal(["4.6", "4,0"]);
    expect([percent(2, 3, "en"), percent(0, 0, "fr")]).to.deep.equal(["67%", "0\u00a0%"]);
  });

  it("writes durations in hours and minutes", () => {
    expect([45, 60, 90, 245].map((minutes) => plain(duration(minutes)))).to.deep.equal([
      "45_min",
      "1_h",
      "1_h_30",
      "4_h_05",
    ]);
  });

  it("writes times as each language does", () => {
    expect(clock("09:30", "en")).to.equal("09:30");
    expect(plain(clock("09:30", "fr"))).to.equal("9_h_30");
  });

  it("writes dates without moving them into another zone", () => {
    expect(dateText("2026-11-23", "full", "fr")).to.equal("lundi 23 novembre 2026");
    expect(dateText("2026-11-23", "weekday", "en")).to.match(/^Monday,? 23 November$/);
    expect(dateText("2026-12-01", "weekday", "fr")).to.equal("mardi 1er décembre");
    expect(dateText("2026-12-11", "dayMonth", "fr")).to.equal("11 décembre");
    expect(dateText("2026-12-01", "day", "fr")).to.equal("1");
    expect(weekdayName(0, "fr")).to.equal("lundi");
    expect(weekdayName(6, "en")).to.equal("Sunday");
  });

  it("names a month that both ends of a range share once", () => {
    expect(rangeText("2026-11-21", "2026-11-27", "fr")).to.deep.equal(["21", "27 novembre"]);
    expect(rangeText("2026-12-01", "2026-12-07", "fr")).to.deep.equal(["1er", "7 décembre"]);
    expect(rangeText("2026-11-28", "2026-12-04", "en")).to.deep.equal([
      "28 November",
      "4 December",
    ]);
  });

  it("counts days across months and leap days", () => {
    expect(addDays("2026-11-28", 7)).to.equal("2026-12-05");
    expect(addDays("2028-02-28", 1)).to.equal("2028-02-29");
  });

  it("knows that it is already tomorrow in Douala", () => {
    expect(businessDate(new Date("2026-11-23T22:59:00Z"))).to.equal("2026-11-23");
    expect(businessDate(new Date("2026-11-23T23:01:00Z"))).to.equal("2026-11-24");
  });

  describe("for a visitor elsewhere", () => {
    it("gives the time on the visitor's own clock, with the day", () => {
      const inToronto = (startsAt: string, language: "en" | "fr") =>
        plain(visitorClock(startsAt, language, "America/Toronto"));
      expect(inToronto("2026-11-23T04:30:00Z", "en")).to.equal("Sunday_23:30");
      expect(inToronto("2026-11-23T09:00:00Z", "fr")).to.equal("lundi_4_h_00");
    });

    it("says nothing where the clocks agree", () => {
      expect(visitorClock("2026-11-23T09:00:00Z", "en", "Africa/Lagos")).to.equal(undefined);
    });
  });
});
