import type { DynamoDBStreamEvent } from "aws-lambda";
import { expect } from "chai";
import { mailChannel } from "../../handlers/bookings/messages/mail-channel";
import type { MessageResults } from "../../handlers/bookings/messages/message-results";
import { notifyCustomer } from "../../handlers/bookings/messages/notify-customer";
import { aggregateFeedback } from "../../handlers/feedback/aggregate-feedback";
import type { Counted, TotalsStore } from "../../handlers/feedback/totals";
import type { Mailer } from "../../handlers/runtime/mailer";
import { aBooking, now } from "../support/bookings";
import { streamEvent } from "../support/events";
import { aReview } from "../support/feedback";
import { business } from "../support/fixture-business";

type StreamRecord = DynamoDBStreamEvent["Records"][number];

/** Records as no table writes them; each has a number of its own to be reported by. */
function malformed(good: StreamRecord): Record<string, StreamRecord> {
  const dynamodb = (change: object) => ({ ...good, dynamodb: { ...good.dynamodb, ...change } });
  return {
    "without an id": { ...good, eventID: undefined },
    "with an image of another kind": dynamodb({ NewImage: "text" }) as StreamRecord,
    "with a number that is none": dynamodb({ NewImage: { rating: { N: {} } } }) as StreamRecord,
    "with a type that does not exist": dynamodb({
      NewImage: { rating: { X: "1" } },
    }) as StreamRecord,
    "with nothing in the image": dynamodb({ NewImage: {} }),
    "with fields of other types": dynamodb({
      NewImage: {
        createdAt: { N: "1" },
        rating: { S: "five" },
        sentiment: { BOOL: true },
        status: { S: "confirmed" },
        bookingId: { N: "7" },
        customerEmail: { S: "x" },
      },
    }),
  };
}

describe("a malformed record of a stream", () => {
  const { error } = console;
  before(() => {
    console.error = () => {};
  });
  after(() => {
    console.error = error;
  });

  const numbered = (records: readonly StreamRecord[]): DynamoDBStreamEvent => ({
    Records: records.map((record, index) => ({
      ...record,
      dynamodb: { ...record.dynamodb, SequenceNumber: String(index + 1) },
    })),
  });

  describe("never stops the totals", () => {
    const [good] = streamEvent({ after: aReview() }).Records as [StreamRecord];
    for (const [which, record] of Object.entries(malformed(good))) {
      it(`${which}: it alone is reported, and nothing of it is counted`, async () => {
        const counted: Counted[] = [];
        const totals: TotalsStore = {
          global: async () => undefined,
          count: async (_, review) => counted.push(review) > 0,
        };
        const reply = await aggregateFeedback(
          business,
          totals,
          () => now,
        )(numbered([good, record, good]));
        expect(reply.batchItemFailures).to.deep.equal([{ itemIdentifier: "2" }]);
        expect(counted.map(({ rating }) => rating)).to.deep.equal([5, 5]);
      });
    }
  });

  describe("never stops the mails", () => {
    const [good] = streamEvent({ after: aBooking() }).Records as [StreamRecord];
    for (const [which, record] of Object.entries(malformed(good))) {
      it(`${which}: it alone is reported`, async () => {
        const sent: string[] = [];
        const mailer: Mailer = {
          from: "noreply@example.com",
          send: async ({ to }) => ({ ok: true, messageId: String(sent.push(to)) }),
        };
        const results = {
          begin: async () => "first",
          finish: async () => {},
        } as unknown as MessageResults;
        const notify = notifyCustomer(
          business,
          [mailChannel(business, mailer, { take: async () => true })],
          results,
          () => now,
        );
        const reply = await notify(numbered([good, record, good]));
        expect(reply.batchItemFailures).to.deep.equal([{ itemIdentifier: "2" }]);
        expect(sent).to.deep.equal(["awa@example.com", "awa@example.com"]);
      });
    }
  });
});
