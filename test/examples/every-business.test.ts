import { expect } from "chai";
import PostalMime from "postal-mime";
import type { Business, Language } from "../../contract/business";
import {
  addDays,
  addMinutes,
  dateIn,
  minutesOfDay,
  timeOfDay,
} from "../../contract/rules/calendar";
import { longDate } from "../../contract/rules/dates";
import { money } from "../../contract/rules/money";
import { staffFor, visitOf } from "../../contract/rules/visit";
import { utcMoment } from "../../contract/rules/wall-time";
import type { AvailabilityReply, BookingReply } from "../../contract/schemas/bookings";
import { business as barbershop } from "../../examples/barbershop/business";
import type { Booking } from "../../handlers/bookings/booking";
import { rulesAt } from "../../handlers/bookings/diary/slots";
import { composeMail } from "../../handlers/bookings/messages/mail/compose-mail";
import { cancelBooking } from "../../handlers/bookings/operations/cancel-booking";
import { createBooking } from "../../handlers/bookings/operations/create-booking";
import { getAvailability } from "../../handlers/bookings/operations/get-availability";
import { rescheduleBooking } from "../../handlers/bookings/operations/reschedule-booking";
import { apiEvent, bodyOf } from "../support/events";
import { business as salon } from "../support/fixture-business";
import { FakeBookingStore } from "../support/stores/fake-booking-store";

/** A business, and how people there type and read its numbers. */
interface Example {
  readonly business: Business;
  readonly typed: (at: number) => string;
  readonly stored: RegExp;
}

const examples: Readonly<Record<string, Example>> = {
  "the salon in Douala": {
    business: salon,
    typed: (at) => `6 51 84 ${10 + at} 64`,
    stored: /^\+2376518\d{5}$/,
  },
  "the barbershop in Lyon": {
    business: barbershop,
    typed: (at) => `06 12 34 56 ${10 + at}`,
    stored: /^\+336123456\d\d$/,
  },
};

/** Before a first Friday, a leave, Christmas, both changes of the clocks, and the closure in summer. */
const moments = [
  "2026-11-30T05:00:00Z",
  "2026-12-18T11:03:00Z",
  "2027-03-20T05:00:00Z",
  "2027-07-28T05:00:00Z",
  "2027-10-25T05:00:00Z",
];

for (const [name, { business, typed, stored }] of Object.entries(examples)) {
  describe(`availability, booking and mails of ${name}`, () => {
    let store: FakeBookingStore;
    let booked: number;
    const { timeZone, booking: rules } = business;

    beforeEach(() => {
      store = new FakeBookingStore();
      booked = 0;
    });

    const daysOf = async (now: string, query: Record<string, string>, count = 31) => {
      const asked = { date: dateIn(timeZone, now), days: String(count), ...query };
      const reply = await getAvailability(business, store, () => now)(apiEvent({ query: asked }));
      expect(reply.statusCode).to.equal(200);
      return (bodyOf(reply) as AvailabilityReply).days;
    };
    const book = async (now: string, visit: Record<string, unknown>) => {
      const body = {
        name: "Awa Ngo",
        email: `awa${booked}@example.com`,
        phone: typed(booked++),
        locale: "fr",
        ...visit,
      };
      return createBooking(business, store, () => now, { autoConfirm: true })(apiEvent({ body }));
    };
    /** Books the first free time of a service some days ahead. */
    const bookFirst = async (now: string, service: string, locale: Language = "fr") => {
      const days = await daysOf(now, { service });
      const day = days.find(
        ({ date, slots }) => date > addDays(days[0]?.date ?? "", 1) && slots[0],
      );
      const [slot] = day?.slots ?? [];
      if (!day || !slot) throw new Error(`Nothing is free for ${service}.`);
      const visit = { service, date: day.date, time: slot.time, locale };
      const reply = await book(now, visit);
      expect(reply.statusCode, reply.body).to.equal(201);
      const { bookingId } = bodyOf(reply) as BookingReply;
      return store.bookings.get(bookingId) as Booking;
    };

    for (const now of moments) {
      it(`offers at ${now} exactly what can be booked, in UTC as its clocks say`, async () => {
        const rulesOf = rulesAt(business, now);
        const every5 = Array.from({ length: 288 }, (_, at) => timeOfDay(at * 5));
        let offered = 0;
        for (const { id: service } of business.services) {
          for (const { date, slots } of await daysOf(now, { service })) {
            const { problemOf } = rulesOf(date);
            for (const { id } of staffFor(business, [service])) {
              const person = { id, visit: visitOf(business, [service], id) };
              const right = every5.filter((time) => !problemOf(minutesOfDay(time), person));
              const free = slots.filter(({ staff }) => staff.includes(id));
              expect(free.map(({ time }) => time)).to.deep.equal(right);
              offered += free.length;
            }
            for (const { time, startsAt } of slots) {
              expect(startsAt).to.equal(utcMoment(date, time, timeZone));
              expect(startsAt >= addMinutes(now, rules.noticeMinutes)).to.equal(true);
            }
          }
        }
        expect(offered).to.be.above(100);
      });

      it(`books at ${now} the first and last time of a day with each person, and then offers neither`, async () => {
        for (const { id: staff } of business.staff) {
          const { id: service } =
            business.services.find(({ id }) =>
              staffFor(business, [id]).some((one) => one.id === staff),
            ) ?? {};
          const query = { service: String(service), staff };
          const day = (await daysOf(now, query)).find(({ slots }) => slots.length > 8);
          if (!day) throw new Error(`${staff} is never free.`);
          for (const slot of [day.slots[0], day.slots.at(-1)]) {
            const visit = { service, staff, date: day.date, time: slot?.time };
            const reply = await book(now, visit);
            expect(reply.statusCode, reply.body).to.equal(201);
            const again = await book(now, visit);
            expect(bodyOf(again).code).to.equal("taken");
            const after = (await daysOf(now, query)).find(({ date }) => date === day.date);
            expect(after?.slots.map(({ time }) => time)).to.not.include(slot?.time);
          }
        }
      });
    }

    it("takes a number as people there type it, and sells at its own price and currency", async () => {
      for (const { id: service } of business.services) {
        const { sold, customerPhone, staff } = await bookFirst(moments[0] as string, service);
        expect(customerPhone).to.match(stored);
        const { price, durationMinutes } = visitOf(business, [service], staff);
        expect(sold).to.include({
          priceMinor: price,
          durationMinutes,
          currency: business.currency,
        });
      }
    });

    for (const language of business.languages) {
      it(`writes its mails in ${language}, with its clocks, prices and cut-offs`, async () => {
        for (const { id: service } of business.services) {
          const booking = await bookFirst(moments[2] as string, service, language);
          const mail = await PostalMime.parse(
            await composeMail(business, booking, "confirmation", business.email),
          );
          const text = mail.text ?? "";
          const { price } = visitOf(business, [service], booking.staff);
          expect(text).to.contain(money(price, business.currency, language));
          const isFrom = business.services.some((one) => one.id === service && one.isFromPrice);
          expect(/(à partir de|from)\u00a0[\d€]/.test(text), service).to.equal(isFrom);
          expect(text).to.contain(longDate(booking.appointmentDate, language));
          const [hours = "", minutes = ""] = booking.appointmentTime.split(":");
          const clock = language === "fr" ? `${Number(hours)}\u00a0h` : `${hours}:${minutes}`;
          expect(text).to.contain(clock);
          expect(mail.from?.name).to.equal(business.name);
          const [calendar] = mail.attachments;
          const file = Buffer.from(calendar?.content as ArrayBuffer).toString("utf8");
          expect(file).to.contain(booking.startsAt.replace(/[-:]/g, ""));
          const until = rules.cancelUntilMinutes ? /2 (hours before|heures avant)/ : /begins|début/;
          expect(text).to.match(until);
        }
      });
    }

    it("lets customers cancel and move until its cut-off, as often as its rules say", async () => {
      const [{ id: service } = { id: "" }] = business.services;
      const now = moments[0] as string;
      const own = (booking: Booking, body: unknown) =>
        apiEvent({
          body,
          path: { bookingId: booking.bookingId },
          headers: { "X-Manage-Token": booking.manageToken },
        });
      const booking = await bookFirst(now, service);
      const day = (await daysOf(now, { service, staff: booking.staff })).findLast(
        ({ slots }) => slots.length > rules.maxOwnMoves,
      );
      for (const [moves, slot] of (day?.slots ?? []).slice(0, rules.maxOwnMoves + 1).entries()) {
        const body = { date: day?.date, time: slot.time };
        const reply = await rescheduleBooking(business, store, () => now)(own(booking, body));
        expect(reply.statusCode, reply.body).to.equal(moves < rules.maxOwnMoves ? 200 : 409);
      }
      const moved = store.bookings.get(booking.bookingId) as Booking;
      const cutOff = addMinutes(moved.startsAt, -(rules.cancelUntilMinutes ?? 0));
      const cancelAt = (at: string) => cancelBooking(business, store, () => at)(own(moved, {}));
      expect((await cancelAt(addMinutes(cutOff, 1))).statusCode).to.equal(409);
      expect((await cancelAt(addMinutes(cutOff, -1))).statusCode).to.equal(200);
    });
  });
}
