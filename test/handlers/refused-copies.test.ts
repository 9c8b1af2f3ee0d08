import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyResult } from "aws-lambda";
import { expect } from "chai";
import { createBooking } from "../../handlers/bookings/operations/create-booking";
import { rescheduleBooking } from "../../handlers/bookings/operations/reschedule-booking";
import { type BookingStore, bookingStore } from "../../handlers/bookings/store";
import { aBooking, monday, now, validRequest } from "../support/bookings";
import { apiEvent, bodyOf, type EventParts } from "../support/events";
import { business } from "../support/fixture-business";
import { useTestTables } from "../support/tables";

/** Long enough after a refusal that no copy of its request is still under way. */
const later = new Date(Date.parse(now) + 121_000).toISOString();

describe("a request that was given up and sent again, on a real DynamoDB engine", () => {
  const tables = useTestTables("bookings", "slots");

  const store = () => bookingStore(tables().documents);
  const stored = async (changes: Parameters<typeof aBooking>[0] = {}) => {
    const one = aBooking({ bookingId: randomUUID(), ...changes });
    expect(await store().create(one, {}, now)).to.deep.equal({ ok: true });
    return one;
  };
  const somebodyElse = (appointmentTime: string) =>
    stored({
      appointmentTime,
      customerPhone: "+237670000099",
      customerEmail: "other@example.com",
    });
  const cancel = async (bookingId: string) => {
    const one = await store().find(bookingId);
    if (!one) throw new Error("There is no such booking.");
    return store().changeStatus(one, "cancelled", "admin:petra", now);
  };
  /** A store whose writes wait until they are let go, as on a line that hangs. */
  const held = () => {
    let letGo: () => void = () => {};
    let arrived: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const isWaiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const real = store();
    const waiting: BookingStore = {
      ...real,
      create: async (...parts) => {
        arrived();
        await released;
        return real.create(...parts);
      },
      move: async (...parts) => {
        arrived();
        await released;
        return real.move(...parts);
      },
    };
    return { waiting, isWaiting, letGo };
  };
  const answer = ({ statusCode, body }: APIGatewayProxyResult) => `${statusCode} ${body}`;

  describe("to book", () => {
    const headers = { "Idempotency-Key": randomUUID() };
    const event = (parts: EventParts = {}) => apiEvent({ body: validRequest, headers, ...parts });
    const create = (on: BookingStore, at = now) =>
      createBooking(business, on, () => at, { autoConfirm: true });

    it("is refused to every copy once it was refused to one, though the time is free by then", async () => {
      const { waiting, isWaiting, letGo } = held();
      const first = create(waiting)(event());
      await isWaiting;
      const other = await somebodyElse("10:00");
      const copy = await create(store())(event());
      expect(copy.statusCode).to.equal(409);
      expect(bodyOf(copy).code).to.equal("taken");
      await cancel(other.bookingId);
      letGo();
      expect(answer(await first)).to.equal(answer(copy));
      const { Items = [] } = await tables().documents.send(
        new ScanCommand({ TableName: tables().names["data-bookings"] ?? "" }),
      );
      expect(Items.map(({ bookingId }) => bookingId)).to.deep.equal([other.bookingId]);
      expect((await create(store())(event())).body, "a third one").to.equal(copy.body);
      const reused = await create(store())(event({ body: { ...validRequest, time: "14:00" } }));
      expect(bodyOf(reused).code).to.equal("idempotency.reused");
    });

    it("is what its copy booked, where that was first", async () => {
      const { waiting, isWaiting, letGo } = held();
      const first = create(waiting)(event());
      await isWaiting;
      const copy = await create(store())(event());
      expect(copy.statusCode).to.equal(201);
      letGo();
      expect(answer(await first)).to.equal(answer(copy));
    });

    it("may be tried again with its key two minutes after it was refused", async () => {
      const other = await somebodyElse("10:00");
      expect((await create(store())(event())).statusCode).to.equal(409);
      await cancel(other.bookingId);
      expect((await create(store())(event())).statusCode).to.equal(409);
      const again = await create(store(), later)(event());
      expect(again.statusCode).to.equal(201);
      expect(answer(await create(store(), later)(event()))).to.equal(answer(again));
    });
  });

  describe("to move", () => {
    const key = randomUUID();
    const reschedule = (on: BookingStore, at = now) => rescheduleBooking(business, on, () => at);
    const event = (
      { bookingId, manageToken }: Awaited<ReturnType<typeof stored>>,
      body: object = { date: monday, time: "14:00" },
    ) =>
      apiEvent({
        path: { bookingId },
        headers: { "X-Manage-Token": manageToken, "Idempotency-Key": key },
        body,
      });

    it("is refused to every copy once it was refused to one, though the time is free by then", async () => {
      const one = await stored();
      const { waiting, isWaiting, letGo } = held();
      const first = reschedule(waiting)(event(one));
      await isWaiting;
      const other = await somebodyElse("14:00");
      const copy = await reschedule(store())(event(one));
      expect(bodyOf(copy).code).to.equal("taken");
      await cancel(other.bookingId);
      letGo();
      expect(answer(await first)).to.equal(answer(copy));
      expect(await store().find(one.bookingId)).to.include({ appointmentTime: "10:00" });
      const reused = await reschedule(store())(event(one, { date: monday, time: "15:00" }));
      expect(bodyOf(reused).code).to.equal("idempotency.reused");
    });

    it("is refused though the first copy reads the booking only afterwards", async () => {
      const one = await stored();
      const other = await somebodyElse("14:00");
      const copy = await reschedule(store())(event(one));
      expect(bodyOf(copy).code).to.equal("taken");
      await cancel(other.bookingId);
      expect(answer(await reschedule(store())(event(one)))).to.equal(answer(copy));
      expect(await store().find(one.bookingId)).to.include({ appointmentTime: "10:00" });
    });

    it("succeeds for both where the first goes through before the second is refused", async () => {
      const one = await stored();
      const real = store();
      const late: BookingStore = {
        ...real,
        // The copy is told of another one's time, and meanwhile the first one goes through.
        move: async () => {
          const done = await reschedule(real)(event(one));
          expect(done.statusCode).to.equal(200);
          return { ok: false, reason: "taken" };
        },
        find: async (bookingId) => (isBefore ? one : real.find(bookingId)),
        refuse: async (...parts) => {
          isBefore = false;
          return real.refuse(...parts);
        },
      };
      let isBefore = true;
      const copy = await reschedule(late)(event(one));
      expect(copy.statusCode).to.equal(200);
      expect(bodyOf(copy).appointmentTime).to.equal("14:00");
      expect((await store().find(one.bookingId))?.sequence).to.equal(1);
    });

    it("may be tried again with its key two minutes after it was refused", async () => {
      const one = await stored();
      const other = await somebodyElse("14:00");
      expect((await reschedule(store())(event(one))).statusCode).to.equal(409);
      await cancel(other.bookingId);
      expect((await reschedule(store(), later)(event(one))).statusCode).to.equal(200);
      expect(await store().find(one.bookingId)).to.include({ appointmentTime: "14:00" });
    });

    it("never stands for a request to book with the same key", async () => {
      const one = await stored();
      await somebodyElse("14:00");
      expect((await reschedule(store())(event(one))).statusCode).to.equal(409);
      expect(await store().replay(key, now)).to.equal(undefined);
    });
  });
});
