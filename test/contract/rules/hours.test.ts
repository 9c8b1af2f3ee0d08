import { expect } from "chai";
import type { Business, Days, StaffMember } from "../../../contract/business";
import { addDays } from "../../../contract/rules/calendar";
import {
  isAmong,
  longestMinutes,
  openingsOn,
  stretchesOf,
  workingStretches,
} from "../../../contract/rules/hours";
import { business } from "../../support/fixture-business";

const text = { en: "x", fr: "x" };

/** The dates of a year or more that are among some days. */
function among(days: Days, from: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => addDays(from, at)).filter((date) =>
    isAmong(days, date),
  );
}

describe("the days of an exception", () => {
  it("are one date, or one of every year", () => {
    expect(among({ date: "2027-02-12" }, "2026-01-01", 1200)).to.deep.equal(["2027-02-12"]);
    expect(among({ date: "12-25" }, "2026-01-01", 1000)).to.deep.equal([
      "2026-12-25",
      "2027-12-25",
    ]);
  });

  it("are a range in one line, of one year or of every year, even over New Year", () => {
    const august = among({ from: "08-03", until: "08-23" }, "2026-01-01", 730);
    expect(august).to.have.length(42);
    expect([august[0], august[20], august[21]]).to.deep.equal([
      "2026-08-03",
      "2026-08-23",
      "2027-08-03",
    ]);
    expect(among({ from: "2027-08-03", until: "2027-08-23" }, "2026-01-01", 1200)).to.have.length(
      21,
    );
    expect(among({ from: "12-31", until: "01-02" }, "2026-12-01", 60)).to.deep.equal([
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
    ]);
  });

  it("are only some weekdays of a range: the Sunday before Christmas, whichever date it has", () => {
    const days: Days = { from: "12-18", until: "12-24", weekdays: ["sunday"] };
    expect(among(days, "2026-01-01", 1095)).to.deep.equal([
      "2026-12-20",
      "2027-12-19",
      "2028-12-24",
    ]);
  });

  it("come back every so many weeks from a date on, until another", () => {
    const days: Days = { from: "2027-01-11", everyWeeks: 3, days: 2, until: "2027-02-22" };
    expect(among(days, "2026-12-01", 200)).to.deep.equal([
      "2027-01-11",
      "2027-01-12",
      "2027-02-01",
      "2027-02-02",
      "2027-02-22",
    ]);
  });

  it("are one weekday of a month, from a date on and until another", () => {
    const fridays = (inMonth: "first" | "second" | "fourth" | "last") =>
      among({ inMonth, weekday: "friday" }, "2027-01-01", 90);
    expect(fridays("first")).to.deep.equal(["2027-01-01", "2027-02-05", "2027-03-05"]);
    expect(fridays("second")).to.deep.equal(["2027-01-08", "2027-02-12", "2027-03-12"]);
    expect(fridays("fourth")).to.deep.equal(["2027-01-22", "2027-02-26", "2027-03-26"]);
    expect(fridays("last")).to.deep.equal(["2027-01-29", "2027-02-26", "2027-03-26"]);
    const bounded: Days = {
      inMonth: "first",
      weekday: "friday",
      from: "2027-01-02",
      until: "2027-02-28",
    };
    expect(among(bounded, "2027-01-01", 90)).to.deep.equal(["2027-02-05"]);
  });
});

describe("the hours of a date", () => {
  const wednesday = "2026-12-23";
  const noon = { opens: "10:00", closes: "12:00" };

  it("are an exception's, the first one's that names it, or else the weekday's", () => {
    const of = (...exceptions: Business["exceptions"]) => ({ ...business, exceptions });
    const open = { date: "12-23", name: text, openings: [noon] };
    const closed = { from: "12-20", until: "12-31", name: text };
    expect(openingsOn(of(), wednesday)).to.deep.equal(business.openingHours.wednesday);
    expect(openingsOn(of(closed), wednesday)).to.deep.equal([]);
    expect(openingsOn(of(open, closed), wednesday)).to.deep.equal([noon]);
    expect(openingsOn(of(closed, open), wednesday)).to.deep.equal([]);
    expect(openingsOn(of(open, closed), "2026-12-24")).to.deep.equal([]);
  });

  const openings = stretchesOf([
    { opens: "09:00", closes: "12:30" },
    { opens: "13:30", closes: "19:00" },
  ]);
  /** A person's working day as "9-12.5 13.5-19". */
  const worked = (member: Pick<StaffMember, "hours" | "breaks" | "exceptions">) =>
    workingStretches(openings, member, wednesday)
      .map(({ start, end }) => `${start / 60}-${end / 60}`)
      .join(" ");

  it("are the shop's for a person who says nothing else", () => {
    expect(worked({})).to.equal("9-12.5 13.5-19");
    expect(worked({ hours: { thursday: [] } })).to.equal("9-12.5 13.5-19");
  });

  it("are a person's own within the shop's openings, and never over two of them", () => {
    const hours = (opens: string, closes: string) => ({
      hours: { wednesday: [{ opens, closes }] },
    });
    expect(worked(hours("08:00", "20:00"))).to.equal("9-12.5 13.5-19");
    expect(worked(hours("10:00", "16:00"))).to.equal("10-12.5 13.5-16");
    expect(worked(hours("12:30", "13:30"))).to.equal("");
    expect(worked({ hours: { wednesday: [] } })).to.equal("");
  });

  it("are without breaks, on the days that a break is for", () => {
    const breaks = [{ starts: "10:00", ends: "10:30" }];
    expect(worked({ breaks })).to.equal("9-10 10.5-12.5 13.5-19");
    expect(worked({ breaks: [{ ...breaks[0], weekdays: ["friday"] } as never] })).to.equal(
      "9-12.5 13.5-19",
    );
    expect(worked({ breaks: [{ starts: "12:00", ends: "14:00" }] })).to.equal("9-12 14-19");
    expect(worked({ breaks: [{ starts: "08:00", ends: "20:00" }] })).to.equal("");
  });

  it("are a person's exception's, off where it names no openings", () => {
    const hours = { wednesday: [noon] };
    expect(worked({ hours, exceptions: [{ date: "2026-12-23" }] })).to.equal("");
    expect(worked({ hours, exceptions: [{ date: "2026-12-24" }] })).to.equal("10-12");
    const evening = [{ opens: "17:00", closes: "22:00" }];
    expect(worked({ hours, exceptions: [{ date: "12-23", openings: evening }] })).to.equal("17-19");
  });

  it("say the longest visit that a person has time for in a usual week", () => {
    expect(longestMinutes(business, {})).to.equal(11 * 60);
    expect(longestMinutes(business, { hours: { saturday: [] } })).to.equal(9 * 60);
    expect(longestMinutes(business, { breaks: [{ starts: "12:00", ends: "13:00" }] })).to.equal(
      360,
    );
  });
});
