import { expect } from "chai";
import type { Business } from "../../../../contract/business";
import { shortestVisit, type Visit, visitOf } from "../../../../contract/rules/visit";
import { rulesAt, startProblem } from "../../../../handlers/bookings/diary/slots";
import { now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";

const visit: Visit = { durationMinutes: 60, bufferMinutes: 15, price: 0 };
const petra = { id: "petra", visit };
const open = (opens: string, closes: string): Business => ({
  ...business,
  booking: { ...business.booking, gridMinutes: 30 },
  openingHours: { ...business.openingHours, monday: [{ opens, closes }] },
});

describe("the diary at its boundaries", () => {
  it("finds the shortest visit wherever it stands, and the first of two that are as short", () => {
    const [first] = business.services;
    const lasting = (id: string, durationMinutes: number, price: number) =>
      Object.assign({}, first, { id, durationMinutes, price });
    const of: Business = {
      ...business,
      services: [
        lasting("a", 90, 1),
        lasting("b", 45, 2),
        lasting("c", 45, 3),
        lasting("d", 60, 4),
      ],
    };
    expect(shortestVisit(of)).to.deep.equal(visitOf(of, ["b"]));
    expect(shortestVisit(of).price).to.equal(2);
  });

  it("books today and the last day of the horizon, but no past or closed day", () => {
    const bookable = ["2026-11-20", "2026-11-21", "2026-11-22", "2027-01-20", "2027-01-21"].filter(
      (date) => rulesAt(business, now)(date).isBookable,
    );
    expect(bookable).to.deep.equal(["2026-11-21", "2027-01-20"]);
    expect(startProblem(business, "2027-01-20", "10:00", petra, now)).to.equal(undefined);
  });

  it("names the field that is wrong beside the reason", () => {
    const problems = [
      startProblem(business, "2026-11-20", "10:00", petra, now),
      startProblem(business, "2027-01-21", "10:00", petra, now),
      startProblem(business, "2026-11-29", "10:00", petra, now),
      startProblem(business, "2026-11-23", "08:30", petra, now),
      startProblem(business, "2026-11-23", "10:15", petra, now),
      startProblem(business, "2026-11-21", "10:30", petra, now),
    ];
    expect(problems).to.deep.equal([
      { field: "date", key: "date.past" },
      { field: "date", key: "date.horizon" },
      { field: "date", key: "date.closed" },
      { field: "time", key: "time.closed" },
      { field: "time", key: "time.grid" },
      { field: "time", key: "time.notice" },
    ]);
  });

  it("counts the grid from the opening time, not from midnight", () => {
    const of = open("09:10", "11:10");
    expect(rulesAt(of, now)("2026-11-23").startsFor(petra)).to.deep.equal([550, 580, 610]);
    expect(startProblem(of, "2026-11-23", "09:30", petra, now)?.key).to.equal("time.grid");
  });

  it("refuses a visit whose buffer alone crosses a daylight-saving change", () => {
    const night = [{ opens: "00:00", closes: "24:00" }];
    const of: Business = {
      ...business,
      timeZone: "Europe/Paris",
      openingHours: { ...business.openingHours, sunday: night },
    };
    const asked = (bufferMinutes: number) =>
      startProblem(
        of,
        "2026-10-25",
        "01:00",
        { id: "petra", visit: { durationMinutes: 30, bufferMinutes } },
        "2026-10-20T00:00:00Z",
      );
    expect(asked(15)).to.equal(undefined);
    expect(asked(150)).to.deep.equal({ field: "time", key: "time.closed" });
  });
});
