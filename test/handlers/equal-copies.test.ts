import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { expect } from "chai";
import { cancelBooking } from "../../handlers/bookings/operations/cancel-booking";
import { cancelBookingAsAdmin } from "../../handlers/bookings/operations/cancel-booking-as-admin";
import { completeBooking } from "../../handlers/bookings/operations/complete-booking";
import { confirmBooking } from "../../handlers/bookings/operations/confirm-booking";
import { createBooking } from "../../handlers/bookings/operations/create-booking";
import { markNoShow } from "../../handlers/bookings/operations/mark-no-show";
import { rejectBooking } from "../../handlers/bookings/operations/reject-booking";
import { rescheduleBooking } from "../../handlers/bookings/operations/reschedule-booking";
import { bookingStore } from "../../handlers/bookings/store";
import { createFeedback } from "../../handlers/feedback/operations/create-feedback";
import { feedbackStore } from "../../handlers/feedback/store";
import { createProduct } from "../../handlers/products/operations/create-product";
import { deleteProduct } from "../../handlers/products/operations/delete-product";
import { replaceProduct } from "../../handlers/products/operations/replace-product";
import { productStore } from "../../handlers/products/store";
import { createUser } from "../../handlers/users/operations/create-user";
import { deleteUser } from "../../handlers/users/operations/delete-user";
import { replaceUser } from "../../handlers/users/operations/replace-user";
import { userStore } from "../../handlers/users/store";
import { aBooking, monday, now, validRequest } from "../support/bookings";
import { adminClaims, apiEvent, bodyOf, type EventParts } from "../support/events";
import { validReview } from "../support/feedback";
import { business } from "../support/fixture-business";
import { useTestTables } from "../support/tables";

type Handler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;
const copies = 16;
const afterwards = "2026-11-24T08:00:00Z";

/** A clock that is never at the same moment twice. */
function runningClock(): () => string {
  let moment = Date.parse("2026-11-21T08:00:00Z");
  return () => new Date(moment++).toISOString();
}

describe("sixteen copies of a request at one moment, on a real DynamoDB engine", function () {
  this.timeout(120_000);
  const tables = useTestTables("bookings", "slots", "feedback", "products", "users");

  const bookings = () => bookingStore(tables().documents);
  const booked = async (changes: Parameters<typeof aBooking>[0] = {}) => {
    const booking = aBooking({ bookingId: randomUUID(), ...changes });
    await bookings().create(booking, {}, now);
    return booking;
  };
  const together = (handler: Handler, parts: EventParts) =>
    Promise.all(Array.from({ length: copies }, () => handler(apiEvent(parts))));
  /** The answers, each once. */
  const answers = (replies: readonly APIGatewayProxyResult[]) => [
    ...new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`)),
  ];
  const same = async (status: number, handler: Handler, parts: EventParts) => {
    const replies = await together(handler, parts);
    const [answer = "", ...others] = answers(replies);
    expect(others, answer).to.deep.equal([]);
    expect(answer.slice(0, 3), answer).to.equal(String(status));
    const [first] = replies;
    return first?.body ? bodyOf(first) : undefined;
  };
  const withKey = () => ({ "Idempotency-Key": randomUUID() });
  const asAdmin = (parts: EventParts = {}) => ({
    claims: adminClaims,
    headers: withKey(),
    ...parts,
  });

  it("books one visit", async () => {
    const create = createBooking(business, bookings(), () => now, { autoConfirm: true });
    const { staff: _, ...body } = validRequest;
    const { bookingId } = await same(201, create, { body, headers: withKey() });
    expect((await bookings().find(bookingId))?.sequence).to.equal(0);
  });

  it("moves a customer's visit once, with or without a key", async () => {
    const reschedule = rescheduleBooking(business, bookings(), () => now);
    for (const [ownMoves, headers] of [
      [0, {}],
      [4, withKey()],
    ] as const) {
      const one = await booked({ ownMoves, appointmentTime: ownMoves === 0 ? "09:00" : "11:00" });
      const time = ownMoves === 0 ? "13:00" : "15:00";
      const moved = await same(200, reschedule, {
        path: { bookingId: one.bookingId },
        headers: { "X-Manage-Token": one.manageToken, ...headers },
        // The last move of all as well.
        body: { date: monday, time, forAnother: true },
      });
      expect(moved).to.include({ appointmentTime: time, movesLeft: 4 - ownMoves });
      expect((await bookings().find(one.bookingId))?.sequence).to.equal(1);
    }
  });

  it("moves it once though it is the last move of the hour", async () => {
    const one = await booked();
    const reschedule = rescheduleBooking(
      { ...business, booking: { ...business.booking, maxOwnMoves: 99 } },
      bookings(),
      () => now,
    );
    const parts = (time: string) => ({
      path: { bookingId: one.bookingId },
      headers: { "X-Manage-Token": one.manageToken },
      body: { date: monday, time },
    });
    for (let count = 0; count < 9; count++) {
      const reply = await reschedule(apiEvent(parts(count % 2 ? "10:00" : "14:00")));
      expect(reply.statusCode, reply.body).to.equal(200);
    }
    await same(200, reschedule, parts("10:00"));
    expect((await bookings().find(one.bookingId))?.sequence).to.equal(10);
  });

  it("cancels a customer's visit once, with or without a key", async () => {
    const cancel = cancelBooking(business, bookings(), () => now);
    for (const headers of [{}, withKey()]) {
      const { bookingId, manageToken } = await booked();
      const path = { bookingId };
      await same(200, cancel, {
        path,
        body: {},
        headers: { "X-Manage-Token": manageToken, ...headers },
      });
      expect((await bookings().find(bookingId))?.history).to.have.length(2);
    }
  });

  for (const [name, make, status] of [
    ["confirms", confirmBooking, "pending"],
    ["rejects", rejectBooking, "pending"],
    ["completes", completeBooking, "confirmed"],
    ["marks as a no-show", markNoShow, "confirmed"],
    ["cancels", cancelBookingAsAdmin, "confirmed"],
  ] as const) {
    it(`${name} a booking on the desk once; without a key the others hear what it is`, async () => {
      const act = make(business, bookings(), () => afterwards);
      const one = await booked({ status });
      await same(200, act, asAdmin({ path: { bookingId: one.bookingId }, body: {} }));
      expect((await bookings().find(one.bookingId))?.history).to.have.length(2);

      const other = await booked({ status, appointmentTime: "14:00" });
      const replies = await together(act, {
        path: { bookingId: other.bookingId },
        body: {},
        claims: adminClaims,
      });
      const done = replies.filter(({ statusCode }) => statusCode === 200);
      expect(done).to.have.length(1);
      const rest = replies.filter(({ statusCode }) => statusCode !== 200);
      expect(answers(rest)).to.have.length(1);
      const { status: now } = (await bookings().find(other.bookingId)) ?? {};
      expect(rest[0] && bodyOf(rest[0]).code).to.equal(`booking.is.${now}`);
    });
  }

  it("adds, replaces and deletes one user", async () => {
    const store = userStore(tables().documents);
    const clock = runningClock();
    const create = createUser(business, store, clock);
    const body = { name: "Awa Ngo", email: "awa@example.com", age: 30 };
    const { userId } = await same(201, create, asAdmin({ body }));
    const replace = replaceUser(business, store, clock);
    for (const change of [{ name: "Awa" }, { email: "ngo@example.com" }, { age: undefined }]) {
      const parts = { path: { userId }, body: { ...body, ...change }, claims: adminClaims };
      const after = await same(200, replace, parts);
      expect(await store.find(userId)).to.deep.equal(after);
    }
    await same(204, deleteUser(business, store), asAdmin({ path: { userId } }));
  });

  it("adds, replaces and deletes one product", async () => {
    const store = productStore(tables().documents);
    const clock = runningClock();
    const body = {
      name: { fr: "Peigne large", en: "Wide comb" },
      category: business.productCategories[0].id,
      price: 1500,
      stock: 3,
      active: true,
    };
    const { product_id } = await same(
      201,
      createProduct(business, store, clock),
      asAdmin({ body }),
    );
    const path = { product_id };
    const changed = { ...body, price: 1600, version: 1 };
    const parts = asAdmin({ path, body: changed });
    const after = await same(200, replaceProduct(business, store, clock), parts);
    expect(after).to.include({ price: 1600, version: 2 });
    await same(204, deleteProduct(business, store, clock), asAdmin({ path }));
  });

  it("publishes one review of a visit; with a key each copy hears of it", async () => {
    const one = await booked({ startsAt: now });
    const create = createFeedback(
      business,
      feedbackStore(tables().documents),
      bookings(),
      runningClock(),
      { feedbackEmailDays: 30 },
    );
    const bookingToken = `${one.bookingId}.${one.manageToken}`;
    const body = { ...validReview, bookingToken };
    await same(201, create, { body, headers: withKey() });
    await same(409, create, { body });

    const other = await booked({ startsAt: now, appointmentTime: "14:00" });
    const replies = await together(create, {
      body: { ...validReview, bookingToken: `${other.bookingId}.${other.manageToken}` },
    });
    const codes = replies.map(({ statusCode }) => statusCode).sort();
    expect(codes).to.deep.equal([201, ...Array(copies - 1).fill(409)]);
  });
});
