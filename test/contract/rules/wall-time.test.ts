import { expect } from "chai";
import { minutesOfDay } from "../../../contract/rules/calendar";
import { runsSteadily, utcMoment, wallTime } from "../../../contract/rules/wall-time";

describe("wall time", () => {
  it("becomes UTC by the zone's rules of that day", () => {
    expect(utcMoment("2026-11-23", "10:00", "Africa/Douala")).to.equal("2026-11-23T09:00:00Z");
    expect(utcMoment("2026-07-01", "10:00", "America/Toronto")).to.equal("2026-07-01T14:00:00Z");
    expect(utcMoment("2026-12-01", "10:00", "America/Toronto")).to.equal("2026-12-01T15:00:00Z");
  });

  it("runs steadily but for the night in which the clocks change", () => {
    const isSteady = (time: string, timeZone = "Europe/Paris") =>
      runsSteadily(wallTime("2027-03-28", minutesOfDay(time)), 60, timeZone);
    expect(["00:30", "01:30", "02:30", "03:00"].map((time) => isSteady(time))).to.deep.equal([
      true,
      false,
      false,
      true,
    ]);
    expect(isSteady("01:30", "Africa/Douala")).to.equal(true);
  });
});
