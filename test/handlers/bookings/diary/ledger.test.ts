import { expect } from "chai";
import {
  type DayPlan,
  type LedgerDay,
  planDay,
  takenTimes,
} from "../../../../handlers/bookings/diary/ledger";
import {
  type LedgerChange,
  ledgerChanges,
} from "../../../../handlers/bookings/diary/ledger-changes";
import { ledgerUpdate } from "../../../../handlers/bookings/diary/ledger-writes";

const date = "2026-11-23";
/** The buckets between two times, in minutes since midnight. */
const buckets = (from: number, to: number) =>
  Array.from({ length: (to - from) / 5 }, (_, at) => from / 5 + at);
const change = (changes: Partial<LedgerChange>): LedgerChange => ({
  staff: "petra",
  date,
  bookingId: "one",
  had: [],
  has: [],
  ...changes,
});
const planned = (day: LedgerDay | undefined, changes: Partial<LedgerChange>) => {
  const plan = planDay(day, change(changes));
  if (!plan.ok) throw new Error(plan.reason);
  return plan;
};
const written = (...from: Parameters<typeof planned>) =>
  Object.fromEntries(planned(...from).writes);
const updateOf = (plan: Extract<DayPlan, { ok: true }>) =>
  ledgerUpdate("slots", { staff: "petra", date }, plan);

describe("the slot ledger", () => {
  it("reads only the time of an item, in both of its forms", () => {
    const item = {
      staffDay: `petra#${date}`,
      expiresAt: 1,
      version: 3,
      bonus: "x",
      ab40: "no",
      b40x: "no",
      m600x: "no",
      b40: "one",
      b41: "minutes",
      m615: "one",
      m625: "two",
      b42: "three",
    };
    expect(takenTimes(item)).to.deep.equal([
      { from: 600, to: 620, bookingId: "one" },
      { from: 625, to: 630, bookingId: "two" },
      { from: 630, to: 645, bookingId: "three" },
    ]);
    expect(takenTimes(undefined)).to.deep.equal([]);
  });

  it("lets the quarter decide: free without it, whoever its minutes name, and wholly its booking's with an id", () => {
    const left = { m600: "gone", m605: "gone", m610: "gone", b41: "old", m620: "gone" };
    expect(takenTimes(left)).to.deep.equal([{ from: 615, to: 630, bookingId: "old" }]);
    expect(written(left, { has: buckets(600, 610) })).to.deep.equal({
      b40: "minutes",
      m600: "one",
      m605: "one",
      m610: undefined,
    });
    expect(planDay(left, change({ has: buckets(625, 635) }))).to.include({ reason: "taken" });
  });

  it("writes both forms, and rests on both as they were read", () => {
    const { writes, reads } = planned(undefined, { has: buckets(600, 615) });
    const form = { m600: "one", m605: "one", m610: "one", b40: "one" };
    expect(Object.fromEntries(writes)).to.deep.equal(form);
    expect([...reads.keys()]).to.have.members(Object.keys(form));
    expect([...reads.values()].every((value) => value === undefined)).to.equal(true);
  });

  it("lets two bookings have a quarter, and gives it back when both are gone", () => {
    const first = written(undefined, { has: buckets(600, 605) });
    expect(first).to.deep.equal({ b40: "minutes", m600: "one" });
    const second = written(first, { bookingId: "two", has: buckets(605, 615) });
    expect(second).to.deep.equal({ m605: "two", m610: "two" });
    const both = { ...first, ...second };
    expect(planDay(both, change({ has: buckets(605, 610) }))).to.include({ reason: "taken" });
    expect(written(both, { had: buckets(600, 605) })).to.deep.equal({ m600: undefined });
    const { m600: _, ...left } = both;
    expect(written(left, { bookingId: "two", had: buckets(605, 615) })).to.deep.equal({
      m605: undefined,
      m610: undefined,
      b40: undefined,
    });
  });

  it("makes a quarter wholly a booking's that gets the last of its minutes", () => {
    const day = { b40: "minutes", m600: "one" };
    expect(written(day, { had: [120], has: buckets(600, 615) })).to.deep.equal({
      m605: "one",
      m610: "one",
      b40: "one",
    });
  });

  it("frees only what is the booking's own", () => {
    const day = { b40: "one", b41: "two" };
    expect(written(day, { had: buckets(600, 615) })).to.deep.equal({ b40: undefined });
    expect(planDay(day, change({ had: buckets(600, 630) }))).to.include({ reason: "changed" });
    expect(planDay(day, change({ had: buckets(600, 615), has: buckets(615, 630) }))).to.include({
      reason: "taken",
    });
  });

  it("updates a day only if it is as it was read, and counts that", () => {
    const day = { b40: "one", m600: "one", m605: "one", m610: "one", m615: "left", version: 7 };
    const update = updateOf(planned(day, { had: buckets(600, 615), has: buckets(610, 620) }));
    expect(update.Key).to.deep.equal({ staffDay: `petra#${date}` });
    expect(update.UpdateExpression).to.equal(
      "SET b40=:v0,m615=:v1,b41=:v0,expiresAt=:expiresAt REMOVE m600,m605 ADD version :one",
    );
    expect(update.ConditionExpression).to.equal(
      "b40 = :v1 AND attribute_not_exists(b41) AND m600 = :v1 AND m605 = :v1 AND m610 = :v1" +
        " AND m615 = :v2 AND attribute_not_exists(m620) AND attribute_not_exists(m625)",
    );
    expect(update.ExpressionAttributeValues).to.deep.equal({
      ":v0": "minutes",
      ":v1": "one",
      ":v2": "left",
      ":expiresAt": Date.UTC(2027, 1, 21) / 1000,
      ":one": 1,
    });
  });

  it("lets the day's version stand for the minutes where an expression could not hold them", () => {
    const plan = planned({ version: 7 }, { has: buckets(0, 1440) });
    expect([...plan.reads.keys()])
      .to.have.length(97)
      .and.to.include("version");
    expect(plan.reads.get("version")).to.equal(7);
    const update = updateOf(plan);
    for (const expression of [update.UpdateExpression, update.ConditionExpression]) {
      expect(expression.length).to.be.below(4_096);
    }
    const operators = update.ConditionExpression.match(/attribute_not_exists| AND | = /g);
    expect(operators?.length).to.be.below(300);
    const unread = planned(undefined, { has: buckets(0, 600) });
    expect(updateOf(unread).ConditionExpression).to.include("attribute_not_exists(version)");
    expect([...planned(undefined, { has: buckets(0, 450) }).reads.keys()]).not.to.include(
      "version",
    );
  });

  it("moves within a day in one change", () => {
    const from = { staff: "petra", date, stretches: [[600, 645]] as const };
    expect(ledgerChanges("one", from, { ...from, stretches: [[630, 675]] })).to.deep.equal([
      change({ had: buckets(600, 645), has: buckets(630, 675) }),
    ]);
  });

  it("moves to another day or person in two changes", () => {
    const from = { staff: "petra", date, stretches: [[600, 615]] as const };
    const had = buckets(600, 615);
    expect(ledgerChanges("one", from, { ...from, staff: "solange" })).to.deep.equal([
      change({ staff: "solange", has: had }),
      change({ had }),
    ]);
    expect(ledgerChanges("one", from, { ...from, date: "2026-11-24" })).to.deep.equal([
      change({ date: "2026-11-24", has: had }),
      change({ had }),
    ]);
  });

  it("takes and frees what is past midnight on the day after, and before it on the day before", () => {
    const held = { staff: "petra", date, stretches: [[1425, 1455]] as const };
    const next = "2026-11-24";
    expect(ledgerChanges("one", undefined, held)).to.deep.equal([
      change({ has: buckets(1425, 1440) }),
      change({ date: next, has: [0, 1, 2] }),
    ]);
    expect(ledgerChanges("one", { ...held, date: next, stretches: [[-5, 5]] }, undefined)).to.eql([
      change({ had: [287] }),
      change({ date: next, had: [0] }),
    ]);
  });

  it("writes a day once, though a move leaves it for the day before", () => {
    const from = { staff: "petra", date: "2026-11-24", stretches: [[0, 45]] as const };
    const to = { staff: "petra", date, stretches: [[1425, 1470]] as const };
    expect(ledgerChanges("one", from, to)).to.deep.equal([
      change({ has: buckets(1425, 1440) }),
      change({ date: "2026-11-24", has: buckets(0, 30), had: buckets(0, 45) }),
    ]);
  });
});
