import { expect } from "chai";
import { countFree, markOf, withAsked } from "../../../www/booking/times/marks";
import { bookableDays, monthBeside, monthText, weeksOf } from "../../../www/booking/times/months";
import { business } from "../../support/fixture-business";

const slot = (time: string) => ({ time, startsAt: "2026-11-23T09:00:00Z", staff: ["petra"] });
const days = [
  { date: "2026-11-23", open: true, slots: [slot("09:00"), slot("11:00")] },
  { date: "2026-11-24", open: false, slots: [] },
];

describe("the marked times", () => {
  it("include a time that was asked for, in its place, though it is not free any more", () => {
    const shown = withAsked(days, [{ moment: "2026-11-23 10:00", kind: "asked" }]);
    expect(shown[0]?.slots.map(({ time }) => time)).to.deep.equal(["09:00", "10:00", "11:00"]);
    expect(shown[1]).to.deep.equal(days[1]);
  });

  it("do not double a time that is still free, nor add a taken one", () => {
    expect(withAsked(days, [{ moment: "2026-11-23 09:00", kind: "asked" }])).to.deep.equal(days);
    expect(withAsked(days, [{ moment: "2026-11-23 10:00", kind: "taken" }])).to.deep.equal(days);
  });

  it("leave the visit's present time out of what can be chosen", () => {
    const own = [{ moment: "2026-11-23 09:00", kind: "own" as const }];
    expect(days.map((day) => countFree(day, own))).to.deep.equal([1, 0]);
    expect(markOf(own, "2026-11-23", "09:00")).to.equal("own");
    expect(markOf(own, "2026-11-23", "11:00")).to.equal(undefined);
  });
});

describe("the months of the time picker", () => {
  const now = new Date("2026-11-23T23:30:00Z");

  it("have the days that can be booked, from today in the business's zone to the horizon", () => {
    const asked = (month: string) => bookableDays(business, month, now);
    expect(asked("2026-10")).to.equal(undefined);
    expect(asked("2026-11")).to.deep.equal({ from: "2026-11-24", days: 7 });
    expect(asked("2026-12")).to.deep.equal({ from: "2026-12-01", days: 31 });
    expect(asked("2027-01")).to.deep.equal({ from: "2027-01-01", days: 23 });
    expect(asked("2027-02")).to.equal(undefined);
  });

  it("follow each other over the end of a year", () => {
    expect(monthBeside("2026-12", 1)).to.equal("2027-01");
    expect(monthBeside("2027-01", -1)).to.equal("2026-12");
    expect(monthBeside("2027-01", 1)).to.equal("2027-02");
  });

  it("are written in whole weeks from Monday on", () => {
    const weeks = weeksOf("2026-11");
    expect(weeks.map((week) => week.length)).to.deep.equal([7, 7, 7, 7, 7, 7]);
    expect(weeks[0]).to.deep.equal(["", "", "", "", "", "", "2026-11-01"]);
    expect(weeks.at(-1)).to.deep.equal(["2026-11-30", "", "", "", "", "", ""]);
    expect(weeksOf("2027-02"), "Monday 1 to Sunday 28").to.have.length(4);
  });

  it("have their name in each language", () => {
    expect(monthText("2026-12", "en")).to.equal("December 2026");
    expect(monthText("2026-12", "fr")).to.equal("décembre 2026");
  });
});
