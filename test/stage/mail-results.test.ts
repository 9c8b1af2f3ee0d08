import { expect } from "chai";
import type { AdminBooking } from "../../contract/schemas/desk";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

describe("what became of a mail, on the local stage", () => {
  let site: TestStage;
  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  async function book(email: string, time: string): Promise<string> {
    const body = visitorRequest({ email, time, date: openDay(0) });
    const reply = await site.api("POST", "/booking", { body });
    expect(reply.status, reply.text).to.equal(201);
    return reply.json.bookingId;
  }

  /** As the owner's page gets it. */
  async function asAdmin(bookingId: string): Promise<AdminBooking> {
    const date = openDay(0);
    const reply = await site.api("GET", `/admin/bookings?from=${date}&to=${date}`, {
      headers: await site.adminHeaders(),
    });
    const found = (reply.json.bookings as AdminBooking[]).find(
      (each) => each.bookingId === bookingId,
    );
    if (!found) throw new Error(`The list has no booking ${bookingId}: ${reply.text}`);
    return found;
  }

  const mailOf = async (bookingId: string, mail = "confirmation-0") =>
    (await asAdmin(bookingId)).mail[mail];
  const becomes = (bookingId: string, status: string, mail?: string) =>
    until(async () => (await mailOf(bookingId, mail))?.status === status);

  it("shows the owner that a mail was delivered", async () => {
    const bookingId = await book("awa@example.com", "09:00");
    await becomes(bookingId, "delivered");
    // The function has written before SNS hears that it ended.
    await until(() => (site.stage.sns.recent()[0]?.deliveries.length ?? 0) > 0);
    const [event] = site.stage.sns.recent();
    expect(event).to.include({ by: "ses.amazonaws.com" });
    expect(event?.deliveries.map(({ ok }) => ok)).to.deep.equal([true]);
    expect((await mailOf(bookingId))?.messageId).to.equal(
      JSON.parse(event?.message ?? "").mail.messageId,
    );
  });

  it("shows a bounce, and sends no further mail to that address", async () => {
    const bookingId = await book("bounce@simulator.amazonses.com", "11:00");
    await becomes(bookingId, "bounced");
    expect((await mailOf(bookingId))?.reason).to.equal("Permanent/General");
    const headers = await site.adminHeaders();
    const sent = (await site.stage.mails()).length;
    const cancelled = await site.api("POST", `/admin/bookings/${bookingId}/cancel`, {
      headers,
      body: {},
    });
    expect(cancelled.status, cancelled.text).to.equal(200);
    await becomes(bookingId, "suppressed", "cancellation-1");
    expect(await site.stage.mails()).to.have.length(sent);
  });

  it("shows a complaint, which comes after the delivery", async () => {
    const bookingId = await book("complaint@simulator.amazonses.com", "13:00");
    await becomes(bookingId, "complained");
    expect((await asAdmin(bookingId)).history, "no history of it").to.have.length(1);
  });

  it("shows an address that SES would not even try", async () => {
    await becomes(await book("suppressionlist@simulator.amazonses.com", "15:00"), "suppressed");
  });

  it("lets nobody but SES and this configuration set publish such news", async () => {
    const { sns, graph } = site.stage;
    const topic = graph.named("aws:sns/topic:Topic", "mail-events-topic").outputs.arn;
    const set = graph.only("aws:sesv2/configurationSet:ConfigurationSet").outputs.arn;
    const refused = [
      { principal: "ses.amazonaws.com", sourceArn: `${set}-of-another` },
      { principal: "ses.amazonaws.com", sourceArn: set.replace("000000000000", "111111111111") },
      { principal: "events.amazonaws.com", sourceArn: set },
    ];
    for (const source of refused) {
      expect((await sns.publish(topic, { message: "{}", source })).ok).to.equal(false);
    }
  });

  it("drops news that nobody can read, and keeps none of it for another try", async () => {
    const topic = site.stage.graph.named("aws:sns/topic:Topic", "mail-events-topic").outputs.arn;
    await site.stage.sns.publish(topic, { message: "not JSON" });
    expect(site.stage.sns.recent()[0]?.deliveries.map(({ ok }) => ok)).to.deep.equal([true]);
  });
});
