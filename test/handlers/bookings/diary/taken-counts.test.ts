import { expect } from "chai";
import * as fc from "fast-check";
import { addDays } from "../../../../contract/rules/calendar";
import { type LedgerDay, planDay, takenTimes } from "../../../../handlers/bookings/diary/ledger";
import { takenCounts } from "../../../../handlers/bookings/diary/taken-counts";

const date = "2026-11-23";
const dates = [date, addDays(date, 1)];

/** Visits of any length on two days, in the order in which they ask for their time. */
const visits = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 1 }),
    first: fc.integer({ min: 0, max: 287 }),
    length: fc.integer({ min: 1, max: 40 }),
    bookingId: fc.constantFrom("own", "one", "two"),
  }),
  { maxLength: 25 },
);

describe("the counts of taken time", () => {
  it("find a stretch free if no visit is in it, whatever five minutes it begins at", () => {
    fc.assert(
      fc.property(
        visits,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 1, max: 200 }))),
        fc.boolean(),
        (asked, stretches, isMove) => {
          const days: LedgerDay[] = [{}, {}];
          const holders = new Map<number, string>();
          for (const { day, first, length, bookingId } of asked) {
            const last = Math.min(288, first + length);
            const has = Array.from({ length: last - first }, (_, at) => first + at);
            const plan = planDay(days[day], { bookingId, had: [], has });
            const isFree = !has.some((bucket) => holders.has(day * 288 + bucket));
            expect(plan.ok).to.equal(isFree);
            if (!plan.ok) continue;
            days[day] = { ...days[day], ...Object.fromEntries(plan.writes) };
            for (const bucket of has) holders.set(day * 288 + bucket, bookingId);
          }
          const taken = new Map(dates.map((on, at) => [`petra#${on}`, takenTimes(days[at])]));
          const own = isMove ? "own" : undefined;
          const counts = takenCounts(taken, { staff: "petra", date }, 288 + 200, own);
          for (const [first, length] of stretches) {
            const isFree = Array.from({ length }, (_, at) => holders.get(first + at)).every(
              (holder) => holder === undefined || holder === own,
            );
            expect(counts[first + length] === counts[first]).to.equal(isFree);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
