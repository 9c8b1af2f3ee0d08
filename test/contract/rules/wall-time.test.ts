import { expect } from "chai";
import * as fc from "fast-check";
import { addDays, dateIn, minutesOfDay, timeIn, timeOfDay } from "../../../contract/rules/calendar";
import { runsSteadily, utcMoment, wallTime } from "../../../contract/rules/wall-time";
import * as reference from "../../support/diary-reference/wall-time";
import { changeDays } from "../../support/random-calendars";

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

  it("is what Temporal says of any minute around a change of the clocks", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 1439 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(changeDays, minutes, ({ timeZone, date: changed }, sample) => {
        for (const [index, minute] of sample.entries()) {
          const [date, time] = [addDays(changed, (index % 3) - 1), timeOfDay(minute)];
          const moment = utcMoment(date, time, timeZone);
          expect(moment, `${date} ${time} ${timeZone}`).to.equal(
            reference.utcMoment(date, time, timeZone),
          );
          expect(dateIn(timeZone, moment)).to.equal(reference.dateIn(timeZone, moment));
          const isShown = `${dateIn(timeZone, moment)} ${timeIn(timeZone, moment)}`;
          expect(runsSteadily(wallTime(date, minute), 0, timeZone)).to.equal(
            isShown === `${date} ${time}`,
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is skipped for a day where a zone crosses the date line", () => {
    const apia = (date: string) => utcMoment(date, "10:00", "Pacific/Apia");
    expect(apia("2011-12-29")).to.equal("2011-12-29T20:00:00Z");
    expect(apia("2011-12-30")).to.equal("2011-12-30T20:00:00Z");
    expect(apia("2011-12-31")).to.equal("2011-12-30T20:00:00Z");
  });

  it("is no time in a zone that does not exist", () => {
    expect(() => utcMoment("2026-11-23", "10:00", "Mars/Olympus")).to.throw(RangeError);
  });
});
