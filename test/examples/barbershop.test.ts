import { expect } from "chai";
import { problemsOf } from "../../contract/business/problems";
import { addDays } from "../../contract/rules/calendar";
import { money } from "../../contract/rules/money";
import { visitOf } from "../../contract/rules/visit";
import type { AvailabilityReply } from "../../contract/schemas/bookings";
import { business } from "../../examples/barbershop/business";
import { bookVisit } from "../../handlers/bookings/book-visit";
import { getAvailability } from "../../handlers/bookings/operations/get-availability";
import { apiEvent, bodyOf } from "../support/events";
import { FakeBookingStore } from "../support/stores/fake-booking-store";

/** What the barbershop in Lyon needs and the salon in Douala does not. */
describe("the barbershop in Lyon", () => {
  let store: FakeBookingStore;

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  /** The free times of some days, as they are three weeks before, early in the morning. */
  const days = async (date: string, count: number, query: Record<string, string> = {}) => {
    const now = `${addDays(date, -14)}T05:00:00Z`;
    const asked = { date, days: String(count), service: "coupe", ...query };
    const reply = await getAvailability(business, store, () => now)(apiEvent({ query: asked }));
    return (bodyOf(reply) as AvailabilityReply).days;
  };
  /** When somebody can start on a day, "09:00" to "12:00" as its first and last start of each stretch. */
  const startsOf = async (staff: string, date: string, service = "coupe") => {
    const [day] = await days(date, 1, { staff, service });
    return day?.slots.map(({ time }) => time) ?? [];
  };
  const ends = (times: readonly string[]) => [times[0], times.at(-1)];
  const whoIs = async (date: string, service = "coupe") => {
    const [day] = await days(date, 1, { service });
    return [...new Set(day?.slots.flatMap(({ staff }) => staff))].sort();
  };
  const book = (
    service: string,
    date: string,
    time: string,
    staff: string,
    phone = "+33612345678",
  ) =>
    bookVisit(
      business,
      store,
      { name: "Marc", phone, service: [service], date, time, staff, locale: "fr" },
      {
        status: "confirmed",
        by: "customer",
        siteOrigin: "https://www.example.com",
        now: `${addDays(date, -14)}T05:00:00Z`,
      },
    );

  it("is a business without a mistake", () => {
    expect(problemsOf(business)).to.deep.equal([]);
  });

  it("has prices in euros and cents, as each language writes them", () => {
    const written = (id: string, staff?: string) => {
      const { price } = visitOf(business, [id], staff);
      return [money(price, business.currency, "fr"), money(price, business.currency, "en")].map(
        (text) => text.replaceAll("\u00a0", " "),
      );
    };
    expect(written("coupe")).to.deep.equal(["28,50 €", "€28.50"]);
    expect(written("coupe", "leo")).to.deep.equal(["22,00 €", "€22.00"]);
    expect(written("barbe-a-l-ancienne")).to.deep.equal(["19,90 €", "€19.90"]);
    expect(written("coupe-et-barbe")).to.deep.equal(["45,00 €", "€45.00"]);
  });

  it("keeps its hours on the clock when the clocks change, on 28 March and 31 October 2027", async () => {
    const first = async (date: string) => (await days(date, 1))[0]?.slots[0]?.startsAt;
    expect(await first("2027-03-27"), "Saturday before").to.equal("2027-03-27T07:30:00Z");
    expect((await days("2027-03-28", 2)).map(({ open }) => open)).to.deep.equal([false, false]);
    expect(await first("2027-03-30"), "Tuesday after").to.equal("2027-03-30T07:00:00Z");
    expect(await first("2027-10-30"), "Saturday before").to.equal("2027-10-30T06:30:00Z");
    expect((await days("2027-10-31", 2)).map(({ open }) => open)).to.deep.equal([false, false]);
    expect(await first("2027-11-02"), "Tuesday after").to.equal("2027-11-02T08:00:00Z");
  });

  it("opens on the Sunday before Christmas, where Karim alone works", async () => {
    for (const sunday of ["2026-12-20", "2027-12-19"]) {
      expect(await whoIs(sunday)).to.deep.equal(["karim"]);
      const times = await startsOf("karim", sunday);
      expect(ends(times)).to.deep.equal(["10:00", "15:30"]);
      expect(times).to.include.members(["12:00", "13:30"]);
      expect(times).to.not.include.members(["12:10"]);
    }
    expect((await days("2027-12-12", 1))[0]?.open).to.equal(false);
    expect((await days("2027-12-26", 1))[0]?.open).to.equal(false);
  });

  it("is closed from 3 to 23 August every year, and on three holidays", async () => {
    const open = async (from: string, count: number) =>
      (await days(from, count)).filter((day) => day.open).map(({ date }) => date);
    expect(await open("2027-08-01", 25)).to.deep.equal(["2027-08-24", "2027-08-25"]);
    expect(await open("2027-12-24", 2), "a Friday and Christmas").to.deep.equal(["2027-12-24"]);
    expect(await open("2026-12-31", 2), "a Thursday and New Year").to.deep.equal(["2026-12-31"]);
    expect(await open("2027-04-30", 2), "a Friday and 1 May").to.deep.equal(["2027-04-30"]);
  });

  it("works until closing on the day before the closure", async () => {
    expect(ends(await startsOf("karim", "2028-08-02")), "a Wednesday").to.deep.equal([
      "09:00",
      "18:30",
    ]);
    expect((await book("coupe-et-barbe", "2028-08-02", "18:00", "karim")).ok).to.equal(true);
    expect((await days("2028-08-03", 21)).filter(({ open }) => open)).to.deep.equal([]);
    expect(await book("coupe", "2028-08-03", "10:00", "karim")).to.deep.equal({
      ok: false,
      reason: "invalid",
      fields: { date: "date.closed" },
    });
  });

  it("gives Karim his break, his Thursday and his leave", async () => {
    const wednesday = await startsOf("karim", "2027-01-13");
    expect(ends(wednesday)).to.deep.equal(["09:00", "18:30"]);
    const friday = await startsOf("karim", "2027-01-15");
    expect(friday).to.include.members(["12:00", "13:30", "19:00"]);
    expect(friday.filter((time) => time > "12:00" && time < "13:30")).to.deep.equal([]);
    expect(ends(await startsOf("karim", "2027-01-14"))).to.deep.equal(["13:00", "20:30"]);
    const leave = await days("2026-12-07", 7, { staff: "karim" });
    expect(leave.flatMap(({ slots }) => slots)).to.deep.equal([]);
    const colouring = await days("2026-12-06", 9, { service: "coloration" });
    const offered = colouring.filter(({ slots }) => slots.length > 0).map(({ date }) => date);
    expect(offered, "nobody else colours").to.deep.equal([]);
    expect(await startsOf("karim", "2026-12-15", "coloration")).to.have.length.above(10);
  });

  it("gives Inès her Wednesdays to Saturdays, and every first Friday off", async () => {
    expect(await startsOf("ines", "2027-01-12"), "a Tuesday").to.deep.equal([]);
    expect(ends(await startsOf("ines", "2027-01-13"))).to.deep.equal(["09:00", "18:30"]);
    expect(ends(await startsOf("ines", "2027-01-16"))).to.deep.equal(["08:30", "13:30"]);
    for (const friday of ["2026-12-04", "2027-01-01", "2027-02-05", "2027-03-05"]) {
      expect(await startsOf("ines", friday), friday).to.deep.equal([]);
    }
    expect(await whoIs("2026-12-04")).to.deep.equal(["karim", "leo"]);
    expect(await whoIs("2026-12-11"), "Karim is on leave").to.deep.equal(["ines", "leo"]);
    expect(await book("coupe", "2026-12-04", "10:00", "ines")).to.deep.include({
      fields: { date: "date.away" },
    });
  });

  it("gives Léo his days, his school weeks, and the time and price of an apprentice", async () => {
    const tuesday = await startsOf("leo", "2027-01-12");
    expect(ends(tuesday)).to.deep.equal(["10:00", "15:20"]);
    expect(tuesday.filter((time) => time > "11:50" && time < "13:30")).to.deep.equal([]);
    expect(await whoIs("2026-12-15"), "at school").to.deep.equal(["karim"]);
    expect(await whoIs("2026-12-22")).to.deep.equal(["karim", "leo"]);
    const result = await book("coupe", "2027-01-12", "10:00", "leo");
    if (!result.ok) throw new Error(result.reason);
    const { sold, endsAt } = result.booking;
    expect(sold).to.include({ durationMinutes: 40, priceMinor: 2200, currency: "EUR" });
    expect(endsAt).to.equal("2027-01-12T09:40:00Z");
  });

  it("books its short visits one behind the other, buffers before and after included", async () => {
    const wednesday = "2027-01-13";
    const at = (service: string, time: string, phone: string) =>
      book(service, wednesday, time, "karim", phone);
    const taken = { ok: false, reason: "taken" };
    expect(await at("coupe-enfant", "09:00", "+33612345601")).to.include({ ok: true });
    expect(await at("coupe-enfant", "09:20", "+33612345602"), "at once").to.include({ ok: true });
    expect(await at("barbe-a-l-ancienne", "09:40", "+33612345603")).to.deep.equal(taken);
    expect(await at("barbe-a-l-ancienne", "09:50", "+33612345603")).to.include({ ok: true });
    expect(await at("coupe-et-barbe", "10:10", "+33612345604")).to.include({ ok: true });
    expect(await at("coupe", "11:00", "+33612345605"), "5 minutes after").to.deep.equal(taken);
    expect(await at("coupe", "11:10", "+33612345605")).to.include({ ok: true });
    expect(await at("barbe-a-l-ancienne", "15:00", "+33612345606")).to.include({ ok: true });
    expect(await at("coupe", "14:30", "+33612345607"), "5 minutes before").to.deep.equal(taken);
    const free = await startsOf("karim", wednesday, "coupe-enfant");
    expect(free[0]).to.equal("11:40");
    const [day] = await days(wednesday, 1, { service: "coupe-enfant" });
    expect(day?.slots.find(({ time }) => time === "09:00")?.staff).to.deep.equal(["ines"]);
  });

  it("is booked at ten minutes past, half an hour ahead and up to 45 days", async () => {
    const asked = async (now: string, date: string) => {
      const query = { date, days: "1", service: "coupe", staff: "karim" };
      const reply = await getAvailability(business, store, () => now)(apiEvent({ query }));
      return bodyOf(reply).days[0];
    };
    const today = await asked("2027-01-13T09:05:00Z", "2027-01-13");
    expect(today.slots[0].time).to.equal("10:40");
    expect((await asked("2027-01-13T09:05:00Z", "2027-02-26")).open, "44 days").to.equal(true);
    expect((await asked("2027-01-12T09:05:00Z", "2027-02-26")).open, "45 days").to.equal(true);
    expect((await asked("2027-01-11T09:05:00Z", "2027-02-26")).open, "46 days").to.equal(false);
  });
});
