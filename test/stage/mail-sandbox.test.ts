import { expect } from "chai";
import type { Booking } from "../../handlers/bookings/booking";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

describe("an address that SES refuses for good, on the local stage", () => {
  let site: TestStage;
  before(async () => {
    site = await openTestStage(noThrottle, { mailSandbox: true });
  });
  after(() => site?.close());

  const stored = async (bookingId: string) =>
    (await site.bookings()).find((each) => each.bookingId === bookingId) as Booking;

  it("is a result on its booking, and holds up nobody else's mail", async () => {
    const verified = `awa@${site.stage.graph.only("aws:sesv2/emailIdentity:EmailIdentity").inputs.emailIdentity}`;
    const book = async (email: string, time: string, phone: string): Promise<string> => {
      const body = visitorRequest({ email, time, phone, date: openDay(0) });
      const reply = await site.api("POST", "/booking", { body });
      expect(reply.status, reply.text).to.equal(201);
      return reply.json.bookingId;
    };
    const unknown = await book("awa@example.com", "09:00", "651844661");
    // As an earlier release took it, and SES does not.
    const wrong = await book("awa@example.org", "11:00", "651844662");
    await until(async () => (await stored(wrong)).mail["confirmation-0"]?.status === "failed");
    const { mail: _, ...rest } = await stored(wrong);
    const malformed = { ...rest, bookingId: "malformed", customerEmail: "aïda@example.com" };
    await site.put("data-bookings", { ...malformed, mail: {} });
    const known = await book(verified, "13:00", "651844663");

    await until(async () => (await stored(known)).mail["confirmation-0"]?.status === "delivered");
    await until(
      async () => (await stored("malformed")).mail["confirmation-0"]?.status === "failed",
    );
    const reasonOf = async (id: string) => (await stored(id)).mail["confirmation-0"]?.reason;
    expect(await reasonOf(unknown)).to.equal("MessageRejected");
    expect(await reasonOf("malformed")).to.equal("InvalidParameterValue");
    expect(
      site.lines.filter((line) => /notify-customer.*(fail|error|again)/i.test(line)),
    ).to.deep.equal([]);
  });
});
