import { expect } from "chai";
import { runsSteadily, utcMoment } from "../../../contract/rules/wall-time";

describe("wall time", () => {
  it("becomes UTC by the zone's rules of that day", () => {
    expect(utcMoment("2026-11-23", "10:00", "Africa/Douala")).to.equal("2026-11-23T09:00:00Z");
    expect(utcMoment("2026-07-01", "10:00", "America/Toronto")).to.equal("2026-07-01T14:00:00Z");
    expect(utcMoment("2026-12-01", "10:00", "America/Toronto")).to.equal("2026-12-01T15:00:00Z");
  });

  it("runs steadily but for the night in which the clocks change", () => {
    const isSteady = (time: string) => runsSteadily("2027-03-28", time, 60, "Europe/Paris");
    expect(["00:30", "01:30", "02:30", "03:00"].map(isSteady)).to.deep.equal([
      true,
      false,
      false,
      true,
    ]);
    expect(runsSteadily("2027-03-28", "01:30", 60, "Africa/Douala")).to.equal(true);
  });
});
