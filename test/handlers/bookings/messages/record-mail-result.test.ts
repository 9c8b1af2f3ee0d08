import type { SNSEvent } from "aws-lambda";
import { expect } from "chai";
import type { MessageResult } from "../../../../handlers/bookings/messages/message";
import { recordMailResult } from "../../../../handlers/bookings/messages/record-mail-result";
import { now } from "../../../support/bookings";

const tags = {
  "ses:configuration-set": ["shopfront-dev"],
  "ses:source-ip": ["192.0.2.1"],
  bookingId: ["booking-1"],
  mail: ["confirmation-0"],
};

/** An event as SES publishes it, with what no booking keeps. */
const sesEvent = (eventType: string, more: object = {}, changes: object = {}) => ({
  eventType,
  mail: {
    timestamp: now,
    source: "noreply@example.com",
    messageId: "m-1",
    destination: ["awa@example.com"],
    commonHeaders: { to: ["Awa Ngo <awa@example.com>"] },
    tags,
    ...changes,
  },
  ...more,
});

describe("the recorder of mail results", () => {
  let kept: [string, string, MessageResult][];
  let lines: unknown[];
  let isKnown: boolean;
  const { warn, info } = console;
  beforeEach(() => {
    kept = [];
    lines = [];
    isKnown = true;
    console.warn = console.info = (line) => lines.push(line);
  });
  afterEach(() => {
    Object.assign(console, { warn, info });
  });

  const results = {
    async record(...result: [string, string, MessageResult]) {
      kept.push(result);
      return isKnown;
    },
  };
  const handler = recordMailResult(results, "shopfront-dev", () => now);
  const notify = (...messages: unknown[]) =>
    handler({ Records: messages.map((Message) => ({ Sns: { Message } })) } as SNSEvent);
  const tell = (...events: object[]) => notify(...events.map((event) => JSON.stringify(event)));
  const outcome = () => kept.map(([, , { status, reason }]) => [status, reason]);

  it("keeps a delivery on the booking and the mail that the tags name", async () => {
    await tell(sesEvent("Delivery", { delivery: { recipients: ["awa@example.com"] } }));
    const result = { status: "delivered", at: now, messageId: "m-1" };
    expect(kept).to.deep.equal([["booking-1", "confirmation-0", result]]);
    expect(lines).to.deep.equal([
      {
        event: "mail.delivered",
        bookingId: "booking-1",
        mail: "confirmation-0",
        status: "delivered",
      },
    ]);
  });

  it("tells lost mail from mail that waits, was not tried, or was not wanted", async () => {
    const bounce = (bounceType: string, bounceSubType: string) =>
      sesEvent("Bounce", { bounce: { bounceType, bounceSubType, bouncedRecipients: [] } });
    await tell(
      bounce("Permanent", "NoEmail"),
      bounce("Undetermined", "Undetermined"),
      bounce("Transient", "MailboxFull"),
      bounce("Permanent", "Suppressed"),
      bounce("Permanent", "OnAccountSuppressionList"),
      sesEvent("Bounce"),
      sesEvent("Complaint", { complaint: { complaintSubType: null } }),
      sesEvent("Complaint", { complaint: { complaintFeedbackType: "abuse" } }),
      sesEvent("Complaint", { complaint: { complaintSubType: "OnAccountSuppressionList" } }),
      sesEvent("Reject", { reject: { reason: "Bad content" } }),
    );
    expect(outcome()).to.deep.equal([
      ["bounced", "Permanent/NoEmail"],
      ["bounced", "Undetermined/Undetermined"],
      ["undelivered", "Transient/MailboxFull"],
      ["suppressed", "Permanent/Suppressed"],
      ["suppressed", "Permanent/OnAccountSuppressionList"],
      ["bounced", "Undetermined/Undetermined"],
      ["complained", undefined],
      ["complained", "abuse"],
      ["suppressed", "OnAccountSuppressionList"],
      ["failed", "Reject"],
    ]);
  });

  it("says so when the booking does not know the mail, or knows more already", async () => {
    isKnown = false;
    await tell(sesEvent("Delivery"));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ event: "mail.result-ignored", bookingId: "booking-1" });
  });

  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const malformed: [string, unknown][] = [
    ["no message", undefined],
    ["a message that is no text", { eventType: "Delivery" }],
    ["text that is not JSON", "{eventType:"],
    ["an empty message", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["a number", "1"],
    ["deep nesting", deep],
    ["no mail", JSON.stringify({ eventType: "Delivery" })],
    ["no event type", JSON.stringify({ ...sesEvent("x"), eventType: undefined })],
    ["an event type of markup", JSON.stringify(sesEvent("<script>"))],
    ["no tags", JSON.stringify(sesEvent("Delivery", {}, { tags: undefined }))],
    ["no booking", JSON.stringify(sesEvent("Delivery", {}, { tags: { ...tags, bookingId: [] } }))],
    [
      "two bookings",
      JSON.stringify(sesEvent("Delivery", {}, { tags: { ...tags, bookingId: ["a", "b"] } })),
    ],
    [
      "a booking that is an expression",
      JSON.stringify(sesEvent("Delivery", {}, { tags: { ...tags, bookingId: ["a.b[0] = :x"] } })),
    ],
    [
      "a booking of any length",
      JSON.stringify(sesEvent("Delivery", {}, { tags: { ...tags, bookingId: ["a".repeat(65)] } })),
    ],
    [
      "a mail that no booking has",
      JSON.stringify(sesEvent("Delivery", {}, { tags: { ...tags, mail: ["__proto__"] } })),
    ],
    [
      "a bounce of a type that is a list",
      JSON.stringify(sesEvent("Bounce", { bounce: { bounceType: ["Permanent"] } })),
    ],
    [
      "an address where the type belongs",
      JSON.stringify(sesEvent("Bounce", { bounce: { bounceType: "awa@example.com" } })),
    ],
    [
      "more than SNS carries",
      JSON.stringify(sesEvent("Delivery", { padding: "x".repeat(300_000) })),
    ],
  ];
  for (const [what, message] of malformed) {
    it(`drops ${what} with a line, and goes on with the next record`, async () => {
      await notify(message, JSON.stringify(sesEvent("Delivery")));
      expect(outcome()).to.deep.equal([["delivered", undefined]]);
      expect(lines[0]).to.deep.equal({ event: "mail.result-dropped", reason: "malformed" });
    });
  }

  it("drops events of other senders and of types that say nothing of the outcome", async () => {
    const others = { tags: { ...tags, "ses:configuration-set": ["somebody-else"] } };
    await tell(sesEvent("Delivery", {}, others), sesEvent("Open"), sesEvent("Subscription"));
    expect(kept).to.deep.equal([]);
    expect(lines.map((line) => (line as { reason: string }).reason)).to.deep.equal([
      "foreign",
      "unknown",
      "unknown",
    ]);
  });

  it("bears an event without records", async () => {
    for (const event of [undefined, null, {}, { Records: "x" }, { Records: [null, {}, 1] }]) {
      await handler(event as unknown as SNSEvent);
    }
    expect(kept).to.deep.equal([]);
    expect(lines).to.have.length(4 + 3);
  });

  it("throws what the table throws, so that Lambda tries again", async () => {
    const failing = recordMailResult(
      { record: () => Promise.reject(new Error("ProvisionedThroughputExceeded")) },
      "shopfront-dev",
      () => now,
    );
    let message = "";
    const Message = JSON.stringify(sesEvent("Delivery"));
    await failing({ Records: [{ Sns: { Message } }] } as SNSEvent).catch((error) => {
      message = error.message;
    });
    expect(message).to.equal("ProvisionedThroughputExceeded");
  });

  it("writes no address and no name to the log", async () => {
    await tell(sesEvent("Delivery"), sesEvent("Open"));
    expect(JSON.stringify(lines)).not.to.contain("@").and.not.to.contain("Awa");
  });
});
