import { expect } from "chai";
import type { BookingLists } from "../../../../handlers/bookings/lists";
import { listBookings } from "../../../../handlers/bookings/operations/list-bookings";
import { listCustomers } from "../../../../handlers/bookings/operations/list-customers";
import { adminClaims, apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";

describe("a list of one customer's bookings", () => {
  const lists: BookingLists = {
    // DynamoDB throws where a range ends before it starts.
    async *ofCustomer(_, { from = "", to = "~" }) {
      if (to < from) throw new Error("ValidationException");
      yield* [];
    },
    async *onDays() {
      yield* [];
    },
  };
  const clock = () => "2026-11-21T09:00:00Z";
  const ask = (query: Record<string, string>) => {
    const event = apiEvent({ query: { email: "awa@example.com", ...query }, claims: adminClaims });
    return [listBookings, listCustomers].map((list) => list(business, lists, clock)(event));
  };

  it("is refused where its last day is before its first one", async () => {
    for (const reply of await Promise.all(ask({ from: "2026-11-23", to: "2026-11-22" }))) {
      expect(reply.statusCode).to.equal(400);
      expect(bodyOf(reply)).to.include({ code: "invalid" });
      expect(bodyOf(reply).fields).to.have.all.keys("to");
    }
  });

  it("may be of one day, and of days without a first or a last one", async () => {
    const sound = [{ from: "2026-11-23", to: "2026-11-23" }, { from: "2026-11-23" }, {}];
    for (const query of sound) {
      for (const reply of await Promise.all(ask(query as Record<string, string>))) {
        expect(reply.statusCode, JSON.stringify(query)).to.equal(200);
      }
    }
  });
});
