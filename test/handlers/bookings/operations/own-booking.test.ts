import { expect } from "chai";
import { phoneText } from "../../../../contract/rules/phone-text";
import type { Booking } from "../../../../handlers/bookings/booking";
import { cancelBooking } from "../../../../handlers/bookings/operations/cancel-booking";
import { getBooking } from "../../../../handlers/bookings/operations/get-booking";
import { getBookingCalendar } from "../../../../handlers/bookings/operations/get-booking-calendar";
import { rescheduleBooking } from "../../../../handlers/bookings/operations/reschedule-booking";
import { aBooking, monday, now } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("a customer's own booking", () => {
  let store: FakeBookingStore;
  let booking: Booking;
  const clock = () => now;
  const event = (body?: unknown, token = "secret-token", bookingId = booking.bookingId) =>
    apiEvent({
      ...(body !== undefined && { body }),
      path: { bookingId },
      headers: token ? { "X-Manage-Token": token } : {},
    });
  const seed = async (changes: Partial<Booking> = {}) => {
    booking = aBooking(changes);
    await store.create(booking, {}, now);
  };

  beforeEach(async () => {
    store = new FakeBookingStore();
    await seed();
  });

  const operations = {
    "GET /booking/{bookingId}": () => getBooking(business, store, clock),
    "POST …/cancel": () => cancelBooking(business, store, clock),
    "POST …/reschedule": () => rescheduleBooking(business, store, clock),
    "GET …/calendar.ics": () => getBookingCalendar(business, store),
  };
  for (const [name, handler] of Object.entries(operations)) {
    const body = name.includes("reschedule") ? { date: monday, time: "14:00" } : undefined;

    it(`${name} answers 401 without the link's secret`, async () => {
      expect((await handler()(event(body, ""))).statusCode).to.equal(401);
    });

    it(`${name} answers 403 to a wrong secret and to an unknown id alike`, async () => {
      const wrong = await handler()(event(body, "another-token"));
      const unknown = await handler()(event(body, "secret-token", "no-such-booking"));
      expect(wrong.statusCode).to.equal(403);
      expect(unknown.body).to.equal(wrong.body);
      expect(store.bookings.get(booking.bookingId)).to.equal(booking);
    });
  }

  it("says in the reader's language until when it can be cancelled and moved online", async () => {
    const of = {
      ...business,
      booking: { ...business.booking, cancelUntilMinutes: 120, moveUntilMinutes: 45 },
    };
    const at = (time: string) => () => `2026-11-23T${time}Z`;
    const inFrench = (body: unknown) => {
      const asked = event(body);
      return { ...asked, headers: { ...asked.headers, "Accept-Language": "fr" } };
    };
    const cancel = await cancelBooking(of, store, at("07:30:00"))(inFrench({}));
    expect(cancel.statusCode).to.equal(409);
    expect(bodyOf(cancel)).to.deep.equal({
      code: "booking.cancel.late",
      error: `Un rendez-vous s'annule en ligne jusqu'à 2 heures avant son début. Pour annuler celui-ci, veuillez appeler le ${phoneText(business.phone, "fr")}.`,
    });
    const own = bodyOf(await getBooking(of, store, at("07:30:00"))(event()));
    expect(own).to.include({ changeable: false, movable: true });
    const later = { date: "2026-11-24", time: "14:00" };
    const move = await rescheduleBooking(of, store, at("08:30:00"))(event(later));
    expect(bodyOf(move)).to.deep.equal({
      code: "booking.move.late",
      error: `Appointments can be moved online until 45 minutes before they begin. To move this one, please call ${phoneText(business.phone, "en")}.`,
    });
  });

  it("shows it without the token, the history or the mail results", async () => {
    const reply = await getBooking(business, store, clock)(event());
    expect(reply.statusCode).to.equal(200);
    expect(reply.headers?.["Cache-Control"]).to.equal("no-store");
    expect(bodyOf(reply)).to.have.all.keys(
      "bookingId",
      "code",
      "sold",
      "movable",
      "movesLeft",
      "status",
      "customerName",
      "customerEmail",
      "customerPhone",
      "service",
      "staff",
      "appointmentDate",
      "appointmentTime",
      "startsAt",
      "endsAt",
      "locale",
      "changeable",
    );
    expect(bodyOf(reply).changeable).to.equal(true);
  });

  it("cancels once, gives the time back, and stays cancelled the second time", async () => {
    const first = await cancelBooking(business, store, clock)(event());
    expect(bodyOf(first)).to.include({ status: "cancelled", changeable: false });
    const held = await store.takenOn([{ staff: "petra", date: monday }]);
    expect([...(held.get(`petra#${monday}`) ?? [])]).to.deep.equal([]);
    const second = await cancelBooking(business, store, clock)(event({}));
    expect(second.statusCode).to.equal(200);
    expect(store.bookings.get(booking.bookingId)?.history).to.have.length(2);
  });

  it("answers both of two equal requests that come together, and changes once", async () => {
    const move = { date: "2026-11-24", time: "14:00" };
    const moved = await Promise.all(
      [1, 2].map(() => rescheduleBooking(business, store, clock)(event(move))),
    );
    expect(moved.map(({ statusCode }) => statusCode)).to.deep.equal([200, 200]);
    const cancelled = await Promise.all(
      [1, 2].map(() => cancelBooking(business, store, clock)(event())),
    );
    expect(cancelled.map((reply) => bodyOf(reply).status)).to.deep.equal([
      "cancelled",
      "cancelled",
    ]);
    expect(store.bookings.get(booking.bookingId)?.history).to.have.length(3);
  });

  it("does not cancel or move a visit that has begun or is over", async () => {
    const begun = () => "2026-11-23T09:00:00Z";
    expect((await cancelBooking(business, store, begun)(event())).statusCode).to.equal(409);
    const move = event({ date: "2026-11-24", time: "10:00" });
    expect((await rescheduleBooking(business, store, begun)(move)).statusCode).to.equal(409);
    expect(store.bookings.get(booking.bookingId)?.status).to.equal("confirmed");
  });

  it("moves to another time and back, and counts the changes", async () => {
    const reschedule = rescheduleBooking(business, store, clock);
    const there = await reschedule(event({ date: "2026-11-24", time: "14:00" }));
    expect(bodyOf(there)).to.include({
      appointmentDate: "2026-11-24",
      startsAt: "2026-11-24T13:00:00Z",
      endsAt: "2026-11-24T14:30:00Z",
      staff: "petra",
    });
    const back = await reschedule(event({ date: monday, time: "10:00" }));
    expect(back.statusCode).to.equal(200);
    expect(store.bookings.get(booking.bookingId)?.sequence).to.equal(2);
  });

  it("moves by half an hour into its own time", async () => {
    const reply = await rescheduleBooking(
      business,
      store,
      clock,
    )(event({ date: monday, time: "10:30" }));
    expect(reply.statusCode).to.equal(200);
  });

  it("changes nothing when it is moved to where it is", async () => {
    const reply = await rescheduleBooking(
      business,
      store,
      clock,
    )(event({ date: monday, time: "10:00" }));
    expect(reply.statusCode).to.equal(200);
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("does not move into somebody else's time, and keeps its own", async () => {
    const other = aBooking({ bookingId: "other", appointmentTime: "14:00" });
    await store.create(other, {}, now);
    const reply = await rescheduleBooking(
      business,
      store,
      clock,
    )(event({ date: monday, time: "15:00" }));
    expect(reply.statusCode).to.equal(409);
    expect(store.bookings.get(booking.bookingId)).to.equal(booking);
  });

  it("keeps the booking rules when it is moved", async () => {
    const reschedule = rescheduleBooking(business, store, clock);
    const closed = await reschedule(event({ date: "2026-11-22", time: "10:00" }));
    expect(bodyOf(closed).fields).to.deep.equal({ date: "We are closed on that day." });
    const nobody = await reschedule(event({ date: monday, time: "10:00", staff: "nobody" }));
    expect(nobody.statusCode).to.equal(400);
    const extra = await reschedule(event({ date: monday, time: "14:00", endsAt: "x" }));
    expect(Object.keys(bodyOf(extra).fields)).to.deep.equal(["endsAt"]);
  });

  it("refuses to move it to a person who does not do that", async () => {
    store = new FakeBookingStore();
    await seed({ service: ["faux-locs"] });
    const move = event({ date: monday, time: "10:00", staff: "solange" });
    const reply = await rescheduleBooking(business, store, clock)(move);
    expect(bodyOf(reply).fields).to.deep.equal({
      staff: "This person does not offer the chosen service.",
    });
  });

  it("asks to call about a service that is no longer offered", async () => {
    store = new FakeBookingStore();
    booking = { ...aBooking(), service: ["gone"] };
    await store.create(booking, {}, now);
    const reply = await rescheduleBooking(
      business,
      store,
      clock,
    )(event({ date: monday, time: "14:00" }));
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).error).to.contain("call +237");
  });

  it("comes as a calendar file with a stable UID and a SEQUENCE", async () => {
    const reply = await getBookingCalendar(business, store)(event());
    expect(reply.headers?.["Content-Type"]).to.equal("text/calendar; charset=utf-8");
    const lines = reply.body.replace(/\r\n /g, "").split("\r\n");
    expect(lines).to.include.members([
      "METHOD:PUBLISH",
      `UID:${booking.bookingId}@shopfront`,
      "SEQUENCE:0",
      "DTSTART:20261123T090000Z",
      "DTEND:20261123T103000Z",
      "STATUS:CONFIRMED",
    ]);
    await cancelBooking(business, store, clock)(event());
    const cancelled = (await getBookingCalendar(business, store)(event())).body;
    expect(cancelled).to.contain("SEQUENCE:1").and.to.contain("STATUS:CANCELLED");
    expect(cancelled).to.contain(`UID:${booking.bookingId}@shopfront`);
  });
});
