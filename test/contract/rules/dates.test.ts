import { expect } from "chai";
import { dateIn, timeIn } from "../../../contract/rules/calendar";
import {
  clockText,
  dateText,
  longDate,
  rangeText,
  shortDate,
  weekdayName,
} from "../../../contract/rules/dates";

describe("dates in words", () => {
  it("writes times as each language does", () => {
    expect(clockText("09:30", "en")).to.equal("09:30");
    expect(clockText("09:30", "fr")).to.equal("9\u00a0h\u00a030");
    expect(clockText("10:00", "fr")).to.equal("10\u00a0h");
    expect(clockText("00:00", "fr")).to.equal("0\u00a0h");
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

  it("writes the dates of mails and SMS with no comma, whatever the engine's data says", () => {
    expect(longDate("2026-11-23", "en")).to.equal("Monday 23 November 2026");
    expect(shortDate("2026-11-23", "en")).to.equal("Mon 23 Nov");
    expect(longDate("2026-12-01", "fr")).to.equal("mardi 1er décembre 2026");
  });

  it("names a month that both ends of a range share once", () => {
    expect(rangeText("2026-11-21", "2026-11-27", "fr")).to.deep.equal(["21", "27 novembre"]);
    expect(rangeText("2026-12-01", "2026-12-07", "fr")).to.deep.equal(["1er", "7 décembre"]);
    expect(rangeText("2026-11-28", "2026-12-04", "en")).to.deep.equal([
      "28 November",
      "4 December",
    ]);
  });
});

describe("the styles of a date", () => {
  it("are each written out as far as they say", () => {
    expect(dateText("2026-12-01", "long", "fr")).to.equal("1er décembre 2026");
    expect(dateText("2026-12-01", "long", "en")).to.equal("1 December 2026");
    expect(dateText("2026-12-01", "weekdayShort", "en")).to.equal("Tue");
    expect(dateText("2026-12-01", "weekdayShort", "fr")).to.equal("mar.");
  });
});

describe("a moment on the clocks of a zone", () => {
  it("has the date that is already tomorrow in Douala", () => {
    expect(dateIn("Africa/Douala", "2026-11-23T22:59:00Z")).to.equal("2026-11-23");
    expect(dateIn("Africa/Douala", "2026-11-23T23:01:00Z")).to.equal("2026-11-24");
  });

  it("has the time of day with two digits each, and midnight is 00:00", () => {
    expect(timeIn("Africa/Douala", "2026-11-23T23:00:00Z")).to.equal("00:00");
    expect(timeIn("America/Toronto", new Date("2026-07-01T13:05:00Z"))).to.equal("09:05");
  });
});
