import { expect } from "chai";
import type { Business, Service, StaffMember } from "../../../contract/business";
import { visitOf } from "../../../contract/rules/visit";
import {
  type BookVisitOptions,
  bookVisit,
  type VisitRequest,
} from "../../../handlers/bookings/book-visit";
import { holdsToken } from "../../../handlers/bookings/booking";
import { freeTimes, withLengths } from "../../../handlers/bookings/diary/free-staff";
import { oweMessage } from "../../../handlers/bookings/messages/owed";
import { monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { FakeBookingStore } from "../../support/stores/fake-booking-store";

describe("booking a visit", () => {
  let store: FakeBookingStore;
  const request: VisitRequest = {
    name: "Awa Ngo",
    email: "awa@example.com",
    phone: "+237651844664",
    service: ["cornrows"],
    date: monday,
    time: "10:00",
    locale: "fr",
  };
  const options: BookVisitOptions = {
    status: "confirmed",
    by: "customer",
    siteOrigin: "https://www.example.com",
    now,
  };
  const book = (changes: Partial<VisitRequest> = {}, more: Partial<BookVisitOptions> = {}) =>
    bookVisit(business, store, { ...request, ...changes }, { ...options, ...more });
  const booked = async (...parts: Parameters<typeof book>) => {
    const result = await book(...parts);
    if (!result.ok) throw new Error(result.reason);
    return result.booking;
  };
  const invalid = (field: string, key: string) => ({
    ok: false,
    reason: "invalid",
    fields: { [field]: key },
  });

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("keeps the version of the document that it was sold by, where there is one", async () => {
    const sold = await bookVisit({ ...business, documentVersion: 7 }, store, request, options);
    expect(sold.ok && sold.booking.businessVersion).to.equal(7);
    expect(await booked({ time: "14:00" })).not.to.have.property("businessVersion");
  });

  describe("with people who work other hours than the shop", () => {
    const [petra, solange] = business.staff as unknown as [StaffMember, StaffMember];
    const of: Business = {
      ...business,
      staff: [
        { ...petra, hours: { monday: [] }, exceptions: [{ date: "2026-11-24" }] },
        {
          ...solange,
          hours: { monday: [{ opens: "10:00", closes: "16:00" }] },
          breaks: [{ starts: "12:00", ends: "13:00" }],
        },
      ],
    };
    const bookWith = (changes: Partial<VisitRequest>) =>
      bookVisit(of, store, { ...request, ...changes }, options);

    it("takes the first who is there, of everybody", async () => {
      const result = await bookWith({});
      expect(result).to.have.nested.property("booking.staff", "solange");
    });

    it("refuses a person's day off, break and time outside of the person's hours", async () => {
      const tuesday = "2026-11-24";
      expect(await bookWith({ staff: "petra" })).to.deep.equal(invalid("date", "date.away"));
      expect(await bookWith({ staff: "petra", date: tuesday })).to.deep.equal(
        invalid("date", "date.away"),
      );
      for (const time of ["09:00", "11:00", "12:30", "15:00"]) {
        const result = await bookWith({ staff: "solange", time });
        expect(result, time).to.deep.equal(invalid("time", "time.away"));
      }
      expect(await bookWith({ time: "11:00" })).to.deep.include({ reason: "invalid" });
      expect(await bookWith({ staff: "solange", time: "13:00" })).to.include({ ok: true });
    });

    it("offers exactly what it books", async () => {
      const people = withLengths(of, of.staff, request.service);
      const days = await freeTimes(of, store, people, [monday, "2026-11-24"], now);
      const times = days.map(({ slots }) => slots.map(({ time, staff }) => `${time} ${staff}`));
      expect(times[0]).to.deep.equal(
        ["10:00", "10:30", "13:00", "13:30", "14:00", "14:30"].map((time) => `${time} solange`),
      );
      expect(times[1]?.[0]).to.equal("09:00 solange");
      expect(times[1]).to.not.include("11:00 solange");
    });

    it("keeps everybody on the shop's grid", async () => {
      const odd: Business = {
        ...of,
        staff: [petra, { ...solange, hours: { monday: [{ opens: "10:10", closes: "13:00" }] } }],
      };
      const people = withLengths(odd, [{ id: "solange" }], request.service);
      const [day] = await freeTimes(odd, store, people, [monday], now);
      expect(day?.slots.map(({ time }) => time)).to.deep.equal(["10:30", "11:00", "11:30"]);
    });
  });

  describe("a service with time held before it, and a gap in which the person is free", () => {
    const [dye, ...others] = business.services as unknown as [Service, ...Service[]];
    const of: Business = {
      ...business,
      staff: [business.staff[0]],
      services: [
        {
          ...dye,
          id: "dye",
          durationMinutes: 120,
          bufferBeforeMinutes: 10,
          gap: { afterMinutes: 30, minutes: 60 },
        },
        ...others,
      ],
    };
    const ask = (service: string[], time: string) =>
      bookVisit(of, store, { ...request, service, time }, options);
    const free = async (service: string[]) => {
      const people = withLengths(of, of.staff, service);
      const [day] = await freeTimes(of, store, people, [monday], now);
      return day?.slots.map(({ time }) => time) ?? [];
    };

    it("stores both, and lets another visit into the gap", async () => {
      const result = await ask(["dye"], "10:00");
      if (!result.ok) throw new Error(result.reason);
      const { held, sold } = result.booking;
      expect(held).to.deep.equal([
        [590, 630],
        [690, 735],
      ]);
      expect(sold).to.deep.include({
        durationMinutes: 120,
        bufferMinutes: 15,
        bufferBeforeMinutes: 10,
        gaps: [{ startMinutes: 30, endMinutes: 90 }],
      });
      expect(await free(["take-down"])).to.include.members(["10:30", "13:00"]);
      expect(await free(["take-down"])).to.not.include.members(["09:00"]);
      expect(await free(["take-down"])).to.not.include("11:00");
      expect(await ask(["take-down"], "11:00")).to.deep.include({ reason: "taken" });
      expect(await ask(["take-down"], "10:30")).to.include({ ok: true });
      expect(await free(["take-down"])).to.not.include("10:30");
    });

    it("counts the gap from where its service begins in the visit", () => {
      expect(visitOf(of, ["take-down", "dye"])).to.deep.equal({
        durationMinutes: 180,
        bufferMinutes: 15,
        bufferBeforeMinutes: 10,
        gaps: [{ startMinutes: 90, endMinutes: 150 }],
        price: 30000,
      });
    });

    it("may begin with the opening, since nobody comes before it, but not before midnight", async () => {
      expect(await ask(["dye"], "09:00")).to.include({ ok: true });
      const awake: Business = {
        ...of,
        openingHours: { ...of.openingHours, tuesday: [{ opens: "00:00", closes: "24:00" }] },
      };
      const people = withLengths(awake, awake.staff, ["dye"]);
      const [day] = await freeTimes(awake, store, people, ["2026-11-24"], now);
      expect(day?.slots[0]?.time).to.equal("00:30");
    });
  });

  it("stores who comes, for what, when, with whom, and who booked it", async () => {
    const { bookingId, manageToken, customerId, ...booking } = await booked({ note: "Gently." });
    expect(booking).to.deep.equal({
      ...oweMessage("confirmation", now),
      staff: "petra",
      appointmentDate: monday,
      appointmentTime: "10:00",
      startsAt: "2026-11-23T09:00:00Z",
      endsAt: "2026-11-23T10:30:00Z",
      customerName: "Awa Ngo",
      customerEmail: "awa@example.com",
      customerPhone: "+237651844664",
      service: ["cornrows"],
      sold: {
        services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes collées" } }],
        staffName: "Petra",
        durationMinutes: 90,
        bufferMinutes: 15,
        priceMinor: 8000,
        currency: "XAF",
      },
      held: [[600, 705]],
      buckets: [40, 41, 42, 43, 44, 45, 46],
      status: "confirmed",
      locale: "fr",
      note: "Gently.",
      createdAt: now,
      updatedAt: now,
      history: [{ at: now, by: "customer", status: "confirmed" }],
      mail: {},
      organizer: "hello@wouri.example",
      sequence: 0,
      siteOrigin: "https://www.example.com",
    });
    const stored = store.bookings.get(bookingId);
    expect(stored && holdsToken(stored, manageToken)).to.equal(true);
    expect((await booked({ time: "13:00" })).customerId, "the same phone").to.equal(customerId);
    const other = await booked({ time: "15:00", phone: "+237651000000" });
    expect(other.customerId).not.to.equal(customerId);
    expect(other.manageToken).not.to.equal(manageToken);
  });

  it("can wait for the business, and be booked by somebody else than the customer", async () => {
    const booking = await booked({}, { status: "pending", by: "admin:petra" });
    expect(booking.status).to.equal("pending");
    expect(booking.history).to.deep.equal([{ at: now, by: "admin:petra", status: "pending" }]);
  });

  it("takes the first person who does the services and is free, and then the next", async () => {
    expect((await booked()).staff).to.equal("petra");
    expect((await booked()).staff).to.equal("solange");
    expect(await book()).to.deep.equal({ ok: false, reason: "taken" });
  });

  it("goes to the next person where somebody was faster with the first", async () => {
    store.raceFor.add("petra");
    expect((await booked()).staff).to.equal("solange");
  });

  it("asks nobody else where a person was named", async () => {
    await booked({ staff: "petra" });
    expect(await book({ staff: "petra" })).to.deep.equal({ ok: false, reason: "taken" });
    expect((await booked({ staff: "solange" })).staff).to.equal("solange");
  });

  it("refuses a person who does not do all of the services", async () => {
    const both = { service: ["cornrows", "faux-locs"], time: "09:00" };
    expect(await book({ ...both, staff: "solange" })).to.deep.equal(
      invalid("staff", "staff.service"),
    );
    expect((await booked(both)).staff).to.equal("petra");
    expect(await book(both), "only one does both").to.deep.equal({ ok: false, reason: "taken" });
  });

  it("refuses a start that the diary's rules refuse, and writes nothing", async () => {
    expect(await book({ time: "08:00" })).to.deep.equal(invalid("time", "time.closed"));
    expect(await book({ date: "2026-11-20" })).to.deep.equal(invalid("date", "date.past"));
    expect(store.bookings.size).to.equal(0);
  });

  it("says that others kept the time busy, which is no reason to choose another one", async () => {
    store.busy = true;
    expect(await book()).to.deep.equal({ ok: false, reason: "busy" });
  });

  it("gives what an earlier request with the same key was answered", async () => {
    const reply = { status: "success", bookingId: "first", message: "m", manageUrl: "u" } as const;
    const remember = () => ({ key: "key-12345678", bodyHash: "hash", reply });
    const { bookingId } = await booked({}, { remember });
    expect(await book({}, { remember })).to.deep.equal({
      ok: false,
      reason: "seen",
      bodyHash: "hash",
      reply,
    });
    expect([...store.bookings.keys()]).to.deep.equal([bookingId]);
  });
});
