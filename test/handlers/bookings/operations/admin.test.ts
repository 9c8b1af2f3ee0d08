import { expect } from "chai";
import { type BookingStatus, bookingStatuses } from "../../../../contract/schemas/bookings";
import { takenTimes } from "../../../../handlers/bookings/diary/ledger";
import { cancelBookingAsAdmin } from "../../../../handlers/bookings/operations/cancel-booking-as-admin";
import { completeBooking } from "../../../../handlers/bookings/operations/complete-booking";
import { confirmBooking } from "../../../../handlers/bookings/operations/confirm-booking";
import { markNoShow } from "../../../../handlers/bookings/operations/mark-no-show";
import { rejectBooking } from "../../../../handlers/bookings/operations/reject-booking";
import { aBooking, now } from "../../../support/bookings";
import { adminClaims, apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

const later = "2026-11-22T08:00:00Z";

describe("the owner's decision on a booking", () => {
  let store: FakeBookingStore;
  const clock = () => later;
  const { bookingId } = aBooking();
  const owner = (id = bookingId, language = "en") =>
    apiEvent({
      body: {},
      path: { bookingId: id },
      claims: adminClaims,
      headers: { "Accept-Language": language },
    });
  const seed = async (changes: Parameters<typeof aBooking>[0]) => {
    const booking = aBooking(changes);
    await store.create(booking, {}, now);
    return booking;
  };

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  const operations = {
    confirm: { make: confirmBooking, to: "confirmed", from: ["pending"], frees: false },
    reject: { make: rejectBooking, to: "rejected", from: ["pending"], frees: true },
    complete: { make: completeBooking, to: "completed", from: ["confirmed"], frees: false },
    "no-show": { make: markNoShow, to: "no_show", from: ["confirmed"], frees: false },
    cancel: {
      make: cancelBookingAsAdmin,
      to: "cancelled",
      from: ["pending", "confirmed"],
      frees: true,
    },
  } as const;

  const isOutcome = (to: BookingStatus) => to === "completed" || to === "no_show";

  const sentences = {
    pending: "Not possible: this booking is still pending.",
    confirmed: "Not possible: this booking is already confirmed.",
    completed: "Not possible: this booking is already completed.",
    no_show: "Not possible: this booking is already marked as a no-show.",
    cancelled: "Not possible: this booking is already cancelled.",
    rejected: "Not possible: this booking has already been rejected.",
    expired: "Not possible: this booking has expired.",
  };

  for (const [name, { make, to, from, frees }] of Object.entries(operations)) {
    for (const status of bookingStatuses) {
      if ((from as readonly string[]).includes(status)) {
        it(`can ${name} one that is ${status}, and ${frees ? "frees" : "keeps"} its time`, async () => {
          const booking = await seed({ status, ...(isOutcome(to) && { startsAt: later }) });
          const reply = await make(business, store, clock)(owner());
          expect(reply.statusCode).to.equal(200);
          expect(bodyOf(reply)).to.include({ bookingId, status: to, updatedAt: later });
          expect(bodyOf(reply).history.at(-1)).to.deep.equal({
            at: later,
            by: "admin:admin-1",
            status: to,
          });
          const held = [...store.ledger.values()].flatMap(takenTimes);
          expect(held.map(({ from, to }) => [from, to])).to.deep.equal(frees ? [] : booking.held);
        });
      } else {
        it(`can't ${name} one that is ${status}, and says so`, async () => {
          const booking = await seed({ status });
          const reply = await make(business, store, clock)(owner());
          expect(reply.statusCode).to.equal(409);
          expect(bodyOf(reply)).to.deep.equal({
            code: `booking.is.${status}`,
            error: sentences[status],
          });
          expect(store.bookings.get(bookingId)).to.equal(booking);
        });
      }
    }

    if (isOutcome(to)) {
      it(`can't ${name} one that has not begun, and says so in both languages`, async () => {
        const booking = await seed({ status: "confirmed", startsAt: "2026-11-22T08:00:01Z" });
        for (const [language, error] of [
          ["en", "Not possible yet: this appointment has not begun."],
          ["fr", "Pas encore possible : ce rendez-vous n'a pas commencé."],
        ] as const) {
          const reply = await make(business, store, clock)(owner(bookingId, language));
          expect(reply.statusCode).to.equal(409);
          expect(bodyOf(reply)).to.deep.equal({ code: "booking.early", error });
        }
        expect(store.bookings.get(bookingId)).to.equal(booking);
      });
    }

    it(`to ${name} answers 404 to an id that nobody has, however odd`, async () => {
      for (const id of ["no-such-booking", "", "x".repeat(3_000), "a b"]) {
        expect((await make(business, store, clock)(owner(id))).statusCode).to.equal(404);
      }
    });

    it(`to ${name} is the owner's alone, whatever link one holds`, async () => {
      const booking = await seed({ status: from[0] });
      const headers = { "X-Manage-Token": booking.manageToken };
      const parts = { body: {}, path: { bookingId }, headers };
      expect((await make(business, store, clock)(apiEvent(parts))).statusCode).to.equal(401);
      const claims = { sub: "somebody", "cognito:groups": "staff" };
      expect(
        (await make(business, store, clock)(apiEvent({ ...parts, claims }))).statusCode,
      ).to.equal(403);
      expect(store.bookings.get(bookingId)).to.equal(booking);
    });
  }

  it("shows neither the customer's secret nor what the table keeps for itself", async () => {
    await seed({
      status: "pending",
      note: "Please call first.",
      mail: { "confirmation-0": { status: "sent", at: now, messageId: "m-1" } },
    });
    const reply = await confirmBooking(business, store, clock)(owner());
    expect(bodyOf(reply)).to.deep.include({
      note: "Please call first.",
      mail: { "confirmation-0": { status: "sent", at: now, messageId: "m-1" } },
    });
    expect(bodyOf(reply)).not.to.have.any.keys("manageToken", "siteOrigin", "buckets", "sequence");
    expect(reply.body).not.to.include("secret-token");
    expect(reply.body).not.to.include("www.example.com");
  });

  it("does not stand when somebody changed the booking meanwhile", async () => {
    const booking = await seed({ status: "pending" });
    store.find = async () => ({ ...booking, sequence: -1 });
    const reply = await confirmBooking(business, store, clock)(owner());
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).error).to.match(/has just changed/);
    expect(store.bookings.get(bookingId)).to.equal(booking);
  });

  it("takes no body but an empty one", async () => {
    const booking = await seed({ status: "pending" });
    const event = apiEvent({ body: { by: "me" }, path: { bookingId }, claims: adminClaims });
    expect((await confirmBooking(business, store, clock)(event)).statusCode).to.equal(400);
    expect(store.bookings.get(bookingId)).to.equal(booking);
  });
});
