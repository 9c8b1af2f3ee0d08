import { expect } from "chai";
import {
  addDays,
  addMinutes,
  businessDate,
  dayOfWeek,
  utcMoment,
} from "../../../contract/rules/business-time";
import { minutesBetween } from "../../../handlers/runtime/clock";

describe("business time", () => {
  it("turns wall time into UTC by the zone's rules of that day", () => {
    expect(utcMoment("2026-11-23", "10:00", "Africa/Douala")).to.equal("2026-11-23T09:00:00Z");
    expect(utcMoment("2026-07-01", "10:00", "America/Toronto")).to.equal("2026-07-01T14:00:00Z");
    expect(utcMoment("2026-12-01", "10:00", "America/Toronto")).to.equal("2026-12-01T15:00:00Z");
  });

  it("knows the business's date at a moment, whatever UTC says", () => {
    expect(businessDate("2026-12-31T23:30:00Z", "Africa/Douala")).to.equal("2027-01-01");
    expect(businessDate("2027-01-01T03:00:00Z", "America/Toronto")).to.equal("2026-12-31");
  });

  it("adds minutes that really pass", () => {
    expect(addMinutes("2026-11-23T23:45:00Z", 30)).to.equal("2026-11-24T00:15:00Z");
    expect(addMinutes("2026-11-23T00:15:00Z", -1440)).to.equal("2026-11-22T00:15:00Z");
    expect(minutesBetween("2026-11-23T09:00:00Z", "2026-11-23T07:30:00Z")).to.equal(-90);
  });

  it("adds days across months, leap days and years", () => {
    expect(addDays("2028-02-28", 1)).to.equal("2028-02-29");
    expect(addDays("2026-12-31", 1)).to.equal("2027-01-01");
    expect(addDays("2026-03-01", -1)).to.equal("2026-02-28");
  });

  it("counts the week from Monday", () => {
    expect(dayOfWeek("2026-11-23")).to.equal(1);
    expect(dayOfWeek("2026-11-22")).to.equal(7);
  });
});
