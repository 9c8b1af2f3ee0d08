import { expect } from "chai";
import {
  type BookVisitOptions,
  bookVisit,
  type VisitRequest,
} from "../../../handlers/bookings/book-visit";
import { holdsToken } from "../../../handlers/bookings/booking";
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
