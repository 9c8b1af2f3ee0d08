import { expect } from "chai";
import {
  addDays,
  addMinutes,
  dateIn,
  dayOfWeek,
  daysBetween,
  minutesBetween,
  minutesOfDay,
  timeOfDay,
  unixSeconds,
} from "../../../contract/rules/calendar";

describe("the calendar", () => {
  it("knows a zone's date at a moment, whatever UTC says", () => {
    expect(dateIn("Africa/Douala", "2026-12-31T23:30:00Z")).to.equal("2027-01-01");
    expect(dateIn("America/Toronto", "2027-01-01T03:00:00Z")).to.equal("2026-12-31");
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
    expect(daysBetween("2026-12-31", "2027-01-02")).to.equal(2);
    expect(daysBetween("2028-03-01", "2028-02-28")).to.equal(-2);
  });

  it("counts the week from Monday", () => {
    expect(dayOfWeek("2026-11-23")).to.equal(1);
    expect(dayOfWeek("2026-11-22")).to.equal(7);
  });

  it("turns times of day into minutes and back", () => {
    expect(["00:00", "09:30", "24:00"].map(minutesOfDay)).to.deep.equal([0, 570, 1440]);
    expect([0, 570, 1439].map(timeOfDay)).to.deep.equal(["00:00", "09:30", "23:59"]);
  });

  it("counts whole seconds since 1970", () => {
    expect(unixSeconds("1970-01-02T00:00:00.999Z")).to.equal(86_400);
  });
});
