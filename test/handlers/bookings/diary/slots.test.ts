import { expect } from "chai";
import type { Business } from "../../../../contract/business";
import { addMinutes, timeOfDay } from "../../../../contract/rules/calendar";
import { openingsOn } from "../../../../contract/rules/hours";
import { visitOf } from "../../../../contract/rules/visit";
import { utcMoment } from "../../../../contract/rules/wall-time";
import { timeHeld } from "../../../../handlers/bookings/diary/held";
import {
  bucketSpan,
  datesTouched,
  rulesAt,
  startProblem,
  type VisitLength,
} from "../../../../handlers/bookings/diary/slots";
import { monday, now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";

const cornrows = visitOf(business, ["cornrows"]);
const petra = { id: "petra", visit: cornrows };
const startTimes = (of: Business, date: string, visit: VisitLength, at: string) =>
  rulesAt(of, at)(date).startsFor({ id: "petra", visit }).map(timeOfDay);

describe("the diary's rules", () => {
  it("is closed on Sundays, on the same holiday every year, and on a dated holiday", () => {
    expect(openingsOn(business, "2026-11-22")).to.deep.equal([]);
    expect(openingsOn(business, "2026-12-25")).to.deep.equal([]);
    expect(openingsOn(business, "2027-03-26")).to.deep.equal([]);
    expect(openingsOn(business, "2026-12-24")).to.have.length(1);
  });

  it("holds the visit and its buffer, in minutes and in the quarters of an hour that these are in", () => {
    expect(timeHeld("10:00", cornrows)).to.deep.equal({
      held: [[600, 705]],
      buckets: [40, 41, 42, 43, 44, 45, 46],
    });
    expect(timeHeld("09:20", { durationMinutes: 20, bufferMinutes: 5 })).to.deep.equal({
      held: [[560, 585]],
      buckets: [37, 38],
    });
  });

  it("holds a buffer before the visit, too", () => {
    const shave = { durationMinutes: 20, bufferMinutes: 0, bufferBeforeMinutes: 5 };
    expect(timeHeld("10:00", shave)).to.deep.equal({ held: [[595, 620]], buckets: [39, 40, 41] });
    expect(bucketSpan(600, shave)).to.deep.equal({ first: 119, end: 124 });
  });

  it("counts on where a buffer reaches past midnight", () => {
    const late = { durationMinutes: 60, bufferMinutes: 60 };
    expect(timeHeld("22:30", late)).to.deep.equal({
      held: [[1350, 1470]],
      buckets: [90, 91, 92, 93, 94, 95, 96, 97],
    });
  });

  it("books hours up to 24:00, and touches the next day only with a buffer", () => {
    const late: Business = {
      ...business,
      openingHours: { ...business.openingHours, monday: [{ opens: "20:00", closes: "24:00" }] },
    };
    expect(startTimes(late, monday, cornrows, now).at(-1)).to.equal("22:30");
    expect(startProblem(late, monday, "22:30", petra, now)).to.equal(undefined);
    expect(startProblem(late, monday, "23:00", petra, now)?.key).to.equal("time.closed");
    expect(datesTouched(late, monday, cornrows)).to.deep.equal([monday, "2026-11-24"]);
    expect(datesTouched(late, monday, { bufferMinutes: 0 })).to.deep.equal([monday]);
    expect(datesTouched(business, monday, cornrows)).to.deep.equal([monday]);
  });

  it("offers starts on the grid that end before closing, buffer aside", () => {
    const times = startTimes(business, monday, cornrows, now);
    expect(times[0]).to.equal("09:00");
    expect(times.at(-1)).to.equal("16:30");
    expect(times).to.have.length(16);
  });

  it("offers nothing that is sooner than the notice", () => {
    const today = startTimes(business, "2026-11-21", cornrows, now);
    expect(today[0], "09:00 in Douala plus two hours").to.equal("11:00");
  });

  const problems: [string, string, string, string | undefined][] = [
    ["a good time", monday, "10:00", undefined],
    ["yesterday", "2026-11-20", "10:00", "date.past"],
    ["beyond the horizon", "2027-01-21", "10:00", "date.horizon"],
    ["a Sunday", "2026-11-29", "10:00", "date.closed"],
    ["before opening", monday, "08:30", "time.closed"],
    ["too late to end before closing", monday, "17:00", "time.closed"],
    ["off the grid", monday, "10:15", "time.grid"],
    ["without notice", "2026-11-21", "10:30", "time.notice"],
  ];
  for (const [what, date, time, key] of problems) {
    it(`answers ${key ?? "no problem"} for ${what}`, () => {
      expect(startProblem(business, date, time, petra, now)?.key).to.equal(key);
    });
  }

  it("accepts the last day of the horizon and refuses the one after", () => {
    expect(rulesAt(business, now)("2027-01-20").isBookable).to.equal(true);
    expect(rulesAt(business, now)("2027-01-21").isBookable).to.equal(false);
  });

  it("takes the day from the business's zone, not from UTC", () => {
    // 23:30 UTC on Friday is 00:30 on Saturday in Douala.
    expect(
      startProblem(business, "2026-11-20", "10:00", petra, "2026-11-20T23:30:00Z")?.key,
    ).to.equal("date.past");
  });

  it("keeps wall-clock times across a daylight-saving change elsewhere", () => {
    const paris: Business = { ...business, timeZone: "Europe/Paris" };
    expect(utcMoment("2026-10-24", "10:00", paris.timeZone)).to.equal("2026-10-24T08:00:00Z");
    expect(utcMoment("2026-10-26", "10:00", paris.timeZone)).to.equal("2026-10-26T09:00:00Z");
    expect(startTimes(paris, "2026-10-26", cornrows, "2026-10-20T00:00:00Z")[0]).to.equal("09:00");
  });

  describe("in the night in which the clocks change", () => {
    const opening = [{ opens: "00:00", closes: "24:00" }];
    const awake = (timeZone: string): Business => ({
      ...business,
      timeZone,
      openingHours: { ...business.openingHours, friday: opening, sunday: opening },
    });
    const visits = [15, 30, 60, 120].map((durationMinutes) => ({
      durationMinutes,
      bufferMinutes: 15,
      price: 0,
    }));
    const nights: [string, string, Business][] = [
      ["forward in Paris", "2027-03-28", awake("Europe/Paris")],
      ["back in Paris", "2026-10-25", awake("Europe/Paris")],
      ["forward at midnight in Cairo", "2027-04-30", awake("Africa/Cairo")],
    ];
    for (const [what, date, of] of nights) {
      it(`offers no two visits that the ledger tells apart and the clock does not: ${what}`, () => {
        const now = utcMoment(date.replace(/\d\d$/, "20"), "00:00", of.timeZone);
        const offered = visits.flatMap((visit) =>
          startTimes(of, date, visit, now).map((time) => {
            const startsAt = utcMoment(date, time, of.timeZone);
            const endsAt = addMinutes(startsAt, visit.durationMinutes);
            return { time, startsAt, endsAt, buckets: timeHeld(time, visit).buckets };
          }),
        );
        expect(offered.length).to.be.above(140);
        const doubled = offered.flatMap((one) =>
          offered
            .filter(({ buckets }) => !buckets.some((bucket) => one.buckets.includes(bucket)))
            .filter(({ startsAt, endsAt }) => startsAt < one.endsAt && one.startsAt < endsAt)
            .map(({ time }) => `${one.time} and ${time}`),
        );
        expect(doubled).to.deep.equal([]);
      });
    }
  });
});
