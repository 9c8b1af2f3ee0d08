import { expect } from "chai";
import * as fc from "fast-check";
import { timeOfDay } from "../../../contract/rules/calendar";
import { freeTimes, readDiary } from "../../../handlers/bookings/diary/free-staff";
import { rulesAt, startProblem } from "../../../handlers/bookings/diary/slots";
import * as freeTimesReference from "../../support/diary-reference/free-times";
import * as slotsReference from "../../support/diary-reference/slots";
import { dates as referenceDates } from "../../support/diary-reference/wall-time";
import { randomCalendars, storeOf } from "../../support/random-calendars";

/** Every time of a day that anybody could ask for, as far as grids go. */
const times = Array.from({ length: 24 * 12 }, (_, index) => timeOfDay(index * 5));

describe("availability of random calendars around changes of the clocks", function () {
  this.timeout(120_000);

  before(() => {
    referenceDates.areKept = true;
  });
  after(() => {
    referenceDates.areKept = false;
  });

  it("is what each start and bucket looked at alone gives, in 1,000 calendars", async () => {
    const seen = { calendars: 0, offered: 0 };
    await fc.assert(
      fc.asyncProperty(randomCalendars, async (calendar) => {
        const { business, people, dates, now, own } = calendar;
        const [one, other] = [storeOf(calendar), storeOf(calendar)];
        const days = await freeTimes(business, one.store, people, dates, now, own);
        expect(days).to.deep.equal(
          await freeTimesReference.freeTimes(business, other.before, people, dates, now, own),
        );
        expect(one.asked, "the days read").to.deep.equal(other.asked);
        seen.calendars++;
        for (const { slots } of days) seen.offered += slots.length;
      }),
      { numRuns: 1_000 },
    );
    expect(seen.calendars).to.be.at.least(1_000);
    expect(seen.offered, "start times in all").to.be.above(5_000);
  });

  it("says of every time what the reference says, and offers exactly those that it finds right", () => {
    const problems = new Set<string>();
    fc.assert(
      fc.property(
        randomCalendars,
        fc.array(fc.constantFrom(...times), { minLength: 3, maxLength: 3 }),
        ({ business, people: [person = missing()], dates, now }, sample) => {
          for (const date of dates) {
            const problemAt = (time: string) => startProblem(business, date, time, person, now);
            for (const time of sample) {
              const problem = problemAt(time);
              problems.add(problem?.key ?? "none");
              expect(problem, `${date} ${time}`).to.deep.equal(
                slotsReference.startProblem(business, date, time, person.visit, now),
              );
            }
            expect(rulesAt(business, now)(date).startsFor(person).map(timeOfDay)).to.deep.equal(
              times.filter((time) => !problemAt(time)),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
    expect([...problems].sort()).to.deep.equal([
      "date.closed",
      "date.horizon",
      "date.past",
      "none",
      "time.closed",
      "time.grid",
      "time.notice",
    ]);
  });

  it("finds those free for a booking whom it offers, and nobody else", async () => {
    await fc.assert(
      fc.asyncProperty(randomCalendars, async (calendar) => {
        const { business, people, dates, now, own } = calendar;
        const { store } = storeOf(calendar);
        const days = await freeTimes(business, store, people, dates, now, own);
        const diary = await readDiary(business, store, people, dates, own);
        for (const { date, slots } of days) {
          for (const time of times) {
            const able = people.filter(
              (person) => !startProblem(business, date, time, person, now),
            );
            const free = able.filter((person) => diary.isFree(person, date, time));
            const offered = slots.find((slot) => slot.time === time)?.staff ?? [];
            expect(offered, `${date} ${time}`).to.deep.equal(free.map(({ id }) => id));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

function missing(): never {
  throw new Error("The calendar has nobody.");
}
