import { expect } from "chai";
import type { Booking } from "../../../../handlers/bookings/booking";
import type { LinkRequests } from "../../../../handlers/bookings/link-requests";
import { sendBookingLinks } from "../../../../handlers/bookings/operations/send-booking-links";
import { aBooking, now } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";

describe("POST /booking-links", () => {
  let asked: Parameters<LinkRequests["ask"]>[];
  let found = 0;
  const requests: LinkRequests = {
    ask: async (...parts) => {
      asked.push(parts);
      return found;
    },
  };
  const post = (body: object, hasSms = false, headers = {}) =>
    sendBookingLinks(business, requests, () => now, { hasSms, leastMilliseconds: 0 })(
      apiEvent({ body, headers }),
    );
  beforeEach(() => {
    asked = [];
    found = 0;
  });

  it("answers the same whether anything was booked with the address or number", async () => {
    for (const body of [{ email: "awa@example.com" }, { phone: "6 51 84 46 64" }]) {
      const without = await post(body);
      found = 3;
      expect(await post(body)).to.deep.equal(without);
      expect(without.statusCode).to.equal(200);
      found = 0;
    }
    expect(asked.map(([contact]) => contact)).to.deep.equal([
      { kind: "email", value: "awa@example.com" },
      { kind: "email", value: "awa@example.com" },
      { kind: "phone", value: "+237651844664" },
      { kind: "phone", value: "+237651844664" },
    ]);
  });

  it("tells everybody to call where there are no SMS", async () => {
    const { message } = bodyOf(await post({ phone: "6 51 84 46 64" }));
    expect(message).to.contain("+237").and.contain("call");
    const french = await post({ phone: "6 51 84 46 64" }, false, { "Accept-Language": "fr" });
    expect(bodyOf(french).message).to.contain("appeler le").and.contain("+237");
    const withSms = bodyOf(await post({ phone: "6 51 84 46 64" }, true)).message;
    expect(withSms).to.contain("SMS").and.not.contain("+237");
  });

  it("asks only for visits whose customers can be reached", async () => {
    const reaches = (booking: Partial<Booking>) => asked[0]?.[1](aBooking(booking));
    await post({ phone: "6 51 84 46 64" });
    expect(reaches({})).to.equal(true);
    expect(reaches({ customerEmail: "" })).to.equal(false);
    asked = [];
    await post({ phone: "6 51 84 46 64" }, true);
    expect(reaches({ customerEmail: "" })).to.equal(true);
  });

  it("wants one of the two, and one that could be somebody's", async () => {
    for (const body of [{}, { email: "awa@example.com", phone: "6 51 84 46 64" }]) {
      expect(bodyOf(await post(body)).fields).to.have.all.keys("email", "phone");
    }
    expect(bodyOf(await post({ phone: "12" })).fields).to.have.all.keys("phone");
    expect(bodyOf(await post({ email: "nobody" })).fields).to.have.all.keys("email");
    expect(asked).to.deep.equal([]);
  });
});
