import { expect } from "chai";
import type { StaffMember } from "../../../../contract/business";
import { visitOf } from "../../../../contract/rules/visit";
import { readDiary } from "../../../../handlers/bookings/diary/free-staff";
import { aBooking, monday, now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("the diary of some people", () => {
  const tuesday = "2026-11-24";
  const everybody = business.staff;
  const [petra, solange] = everybody as [StaffMember, StaffMember];
  const ids = everybody.map(({ id }) => id);
  const cornrows = visitOf(business, ["cornrows"]);
  const takeDown = visitOf(business, ["take-down"]);
  let store: FakeBookingStore;

  beforeEach(async () => {
    store = new FakeBookingStore();
    // 10:00 to 11:30 and a buffer of a quarter of an hour.
    await store.create(aBooking(), undefined, now);
  });

  it("says who is free for the whole visit and its buffer", async () => {
    const diary = await readDiary(store, everybody, [monday]);
    const free = (time: string, visit = cornrows) =>
      diary.freeStaff(everybody, monday, time, visit);
    expect(free("10:00")).to.deep.equal(["solange"]);
    expect(free("11:30"), "the other visit's buffer").to.deep.equal(["solange"]);
    expect(free("11:45")).to.deep.equal(ids);
    expect(free("08:30"), "its own buffer").to.deep.equal(["solange"]);
    expect(free("08:15")).to.deep.equal(ids);
    expect(free("09:00", takeDown), "no buffer").to.deep.equal(ids);
  });

  it("keeps the order in which people are asked for, and leaves out the others", async () => {
    const diary = await readDiary(store, everybody, [monday]);
    expect(diary.freeStaff([solange, petra], monday, "14:00", cornrows)).to.deep.equal([
      "solange",
      "petra",
    ]);
    expect(diary.freeStaff([petra], monday, "10:00", cornrows)).to.deep.equal([]);
  });

  it("tells one day from another", async () => {
    const diary = await readDiary(store, everybody, [monday, tuesday]);
    expect(diary.freeStaff(everybody, tuesday, "10:00", cornrows)).to.deep.equal(ids);
    expect(diary.freeStaff(everybody, monday, "10:00", cornrows)).to.deep.equal(["solange"]);
  });

  it("is read in one go, and stays as it was read", async () => {
    const reads: unknown[] = [];
    const { takenOn } = store;
    store.takenOn = (days) => {
      reads.push(days);
      return takenOn(days);
    };
    const diary = await readDiary(store, everybody, [monday, tuesday]);
    await store.create(aBooking({ bookingId: "late", appointmentTime: "14:00" }), undefined, now);
    expect(diary.freeStaff(everybody, monday, "14:00", cornrows)).to.deep.equal(ids);
    expect(reads).to.deep.equal([
      [
        { staff: "petra", date: monday },
        { staff: "solange", date: monday },
        { staff: "petra", date: tuesday },
        { staff: "solange", date: tuesday },
      ],
    ]);
  });
});
