import { expect } from "chai";
import {
  freeTimes,
  type Offer,
  readDiary,
  withLengths,
} from "../../../../handlers/bookings/diary/free-staff";
import type { AblePerson } from "../../../../handlers/bookings/diary/slots";
import { aBooking, monday, now } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("the diary of some people", () => {
  const tuesday = "2026-11-24";
  const everybody = withLengths(business, business.staff, ["cornrows"]);
  const [petra, solange] = everybody as [Offer, Offer];
  const ids = everybody.map(({ id }) => id);
  const takeDown = withLengths(business, business.staff, ["take-down"]);
  const read = (dates: readonly string[], own?: string) =>
    readDiary(business, store, everybody, dates, own);
  /** Who of these people is free. */
  const freeOf =
    (diary: Awaited<ReturnType<typeof readDiary>>) =>
    (people: readonly AblePerson[], date: string, time: string) =>
      people.filter((person) => diary.isFree(person, date, time)).map(({ id }) => id);
  let store: FakeBookingStore;

  beforeEach(async () => {
    store = new FakeBookingStore();
    // 10:00 to 11:30 and a buffer of a quarter of an hour.
    await store.create(aBooking(), {}, now);
  });

  it("says who is free for the whole visit and its buffer", async () => {
    const diary = await read([monday]);
    const free = (time: string, people = everybody) => freeOf(diary)(people, monday, time);
    expect(free("10:00")).to.deep.equal(["solange"]);
    expect(free("11:30"), "the other visit's buffer").to.deep.equal(["solange"]);
    expect(free("11:45")).to.deep.equal(ids);
    expect(free("08:30"), "its own buffer").to.deep.equal(["solange"]);
    expect(free("08:15")).to.deep.equal(ids);
    expect(free("09:00", takeDown), "no buffer").to.deep.equal(ids);
  });

  it("keeps the order in which people are asked for, and leaves out the others", async () => {
    const diary = await read([monday]);
    expect(freeOf(diary)([solange, petra], monday, "14:00")).to.deep.equal(["solange", "petra"]);
    expect(freeOf(diary)([petra], monday, "10:00")).to.deep.equal([]);
  });

  it("tells one day from another", async () => {
    const diary = await read([monday, tuesday]);
    expect(freeOf(diary)(everybody, tuesday, "10:00")).to.deep.equal(ids);
    expect(freeOf(diary)(everybody, monday, "10:00")).to.deep.equal(["solange"]);
  });

  it("is read in one go, and stays as it was read", async () => {
    const reads: unknown[] = [];
    const { takenOn } = store;
    store.takenOn = (days) => {
      reads.push(days);
      return takenOn(days);
    };
    const diary = await read([monday, tuesday]);
    await store.create(aBooking({ bookingId: "late", appointmentTime: "14:00" }), {}, now);
    expect(freeOf(diary)(everybody, monday, "14:00")).to.deep.equal(ids);
    expect(reads).to.deep.equal([
      [
        { staff: "petra", date: monday },
        { staff: "petra", date: tuesday },
        { staff: "solange", date: monday },
        { staff: "solange", date: tuesday },
      ],
    ]);
  });

  it("counts the time of a visit that is to be moved as free", async () => {
    const { bookingId } = aBooking();
    expect(freeOf(await read([monday], bookingId))(everybody, monday, "10:30")).to.deep.equal(ids);
    expect(freeOf(await read([monday], "other"))(everybody, monday, "10:30")).to.deep.equal([
      "solange",
    ]);
  });

  it("offers each person the times that their own length leaves", async () => {
    const slower = {
      ...business,
      staff: business.staff.map((one) =>
        one.id === "solange" ? { ...one, terms: { cornrows: { durationMinutes: 180 } } } : one,
      ) as never,
    };
    const people = withLengths(slower, business.staff, ["cornrows"]);
    const [day] = await freeTimes(slower, store, people, [monday], now);
    const at = (time: string) => day?.slots.find((slot) => slot.time === time)?.staff;
    expect(at("15:00")).to.deep.equal(["petra", "solange"]);
    expect(at("15:30")).to.deep.equal(["petra"]);
    expect(at("16:30")).to.deep.equal(["petra"]);
    expect(at("17:00")).to.equal(undefined);
  });

  it("looks past midnight where a buffer does", async () => {
    const nights = {
      ...business,
      openingHours: {
        ...business.openingHours,
        monday: [{ opens: "12:00", closes: "24:00" }],
        tuesday: [{ opens: "00:00", closes: "12:00" }],
      },
    };
    const [able] = everybody as [Offer];
    const free = async (time: string) =>
      (await readDiary(nights, store, [able], [monday])).isFree(able, monday, time);
    expect(await free("22:30")).to.equal(true);
    await store.create(
      aBooking({ bookingId: "early", appointmentDate: tuesday, appointmentTime: "00:00" }),
      {},
      now,
    );
    expect(await free("22:30")).to.equal(false);
    expect(await free("22:15")).to.equal(true);
  });
});
