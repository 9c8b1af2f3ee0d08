import { expect } from "chai";
import type { Business } from "../../../../contract/business";
import { shortestVisit, type Visit, visitOf } from "../../../../contract/rules/visit";
import {
  ledgerChanges,
  ledgerUpdate,
  takenBuckets,
} from "../../../../handlers/bookings/diary/ledger";
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

describe("the slot ledger at its boundaries", () => {
  it("takes only whole names of buckets for buckets", () => {
    expect([...takenBuckets({ ab40: "one", b40x: "two", b4: "three" })]).to.deep.equal([
      [4, "three"],
    ]);
  });

  it("names every bucket that it takes, gives back or keeps", () => {
    const update = ledgerUpdate("slots", {
      staff: "petra",
      date: "2026-11-23",
      bookingId: "one",
      take: [44],
      keep: [42, 43],
      release: [40, 41],
    });
    expect(update.ExpressionAttributeNames).to.deep.equal({
      "#b40": "b40",
      "#b41": "b41",
      "#b42": "b42",
      "#b43": "b43",
      "#b44": "b44",
    });
    expect(update.UpdateExpression).to.equal(
      "SET #b44 = :id, expiresAt = :expiresAt REMOVE #b40, #b41",
    );
    expect(update.ConditionExpression).to.equal(
      "attribute_not_exists(#b44) AND #b40 = :id AND #b41 = :id AND #b42 = :id AND #b43 = :id",
    );
  });

  it("moves to another day of the same person in two changes", () => {
    const from = { staff: "petra", date: "2026-11-23", buckets: [40] };
    const to = { staff: "petra", date: "2026-11-24", buckets: [40] };
    const one = { staff: "petra", bookingId: "one", take: [], keep: [], release: [] };
    expect(ledgerChanges("one", from, to)).to.deep.equal([
      { ...one, date: "2026-11-24", take: [40] },
      { ...one, date: "2026-11-23", release: [40] },
    ]);
  });
});
