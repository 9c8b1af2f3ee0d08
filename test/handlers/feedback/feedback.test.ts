import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { unixSeconds } from "../../../contract/rules/calendar";
import { answerFeedback } from "../../../handlers/feedback/operations/answer-feedback";
import { createFeedback } from "../../../handlers/feedback/operations/create-feedback";
import { eraseFeedback } from "../../../handlers/feedback/operations/erase-feedback";
import { getAnalytics } from "../../../handlers/feedback/operations/get-analytics";
import { hideFeedback } from "../../../handlers/feedback/operations/hide-feedback";
import { listAllFeedback } from "../../../handlers/feedback/operations/list-all-feedback";
import { listFeedback } from "../../../handlers/feedback/operations/list-feedback";
import { removeFeedback } from "../../../handlers/feedback/operations/remove-feedback";
import { showFeedback } from "../../../handlers/feedback/operations/show-feedback";
import type { Totals } from "../../../handlers/feedback/totals";
import { aBooking, now } from "../../support/bookings";
import { adminClaims, apiEvent, bodyOf } from "../../support/events";
import { anOlderReview, aReview, validReview } from "../../support/feedback";
import { business } from "../../support/fixture-business";
import { FakeFeedbackStore } from "../../support/stores/fake-feedback-store";

let booking = aBooking();
const bookings = {
  find: async (id: string) => (id === booking.bookingId ? booking : undefined),
};

describe("reviews", () => {
  let store: FakeFeedbackStore;
  beforeEach(() => {
    store = new FakeFeedbackStore();
    booking = aBooking({ startsAt: now });
  });

  describe("POST /feedback", () => {
    const post = (changes: Record<string, unknown> = {}, headers = {}, document = business) =>
      createFeedback(document, store, bookings, () => now, { feedbackEmailDays: 30 })(
        apiEvent({ body: { ...validReview, ...changes }, headers }),
      );
    const link = `${booking.bookingId}.${booking.manageToken}`;

    it("answers 201 with the id and the sentiment, and keeps the address for thirty days", async () => {
      const reply = await post({ email: " AWA@Example.com " });
      expect(reply.statusCode).to.equal(201);
      const [review] = store.reviews;
      expect(bodyOf(reply)).to.deep.equal({
        feedbackId: review?.feedbackId,
        sentiment: "positive",
        lexicon: "2026-11",
        createdAt: now,
      });
      const { email: _, ...shown } = validReview;
      expect(review).to.deep.include({
        ...shown,
        sentiment: "positive",
        lexicon: "2026-11",
        verified: false,
        status: "published",
      });
      expect(review).not.to.have.any.keys("email", "expiresAt");
      expect(store.addresses).to.deep.equal([
        {
          feedbackId: `address#${review?.feedbackId}`,
          review: review?.feedbackId,
          email: "awa@example.com",
          createdAt: now,
          expiresAt: unixSeconds("2026-12-21T08:00:00Z"),
        },
      ]);
    });

    it("wants no address", async () => {
      const { email: _, ...body } = validReview;
      expect((await post({ email: undefined })).statusCode).to.equal(201);
      expect(store.reviews).to.have.length(1);
      expect(store.reviews[0]).to.deep.include(body);
      expect(store.addresses).to.deep.equal([]);
    });

    it("takes one review of a visit, and answers the first 201 to the same request again", async () => {
      const headers = { "Idempotency-Key": "review-key-1" };
      const first = await post({ bookingToken: link }, headers);
      expect(first.statusCode).to.equal(201);
      const copies = await Promise.all(
        Array.from({ length: 16 }, () => post({ bookingToken: link }, headers)),
      );
      for (const copy of copies) {
        expect([copy.statusCode, copy.body]).to.deep.equal([201, first.body]);
      }
      const refused = await post({ bookingToken: link });
      expect(refused.statusCode).to.equal(409);
      expect(bodyOf(refused)).to.deep.equal({
        code: "booking.reviewed",
        error: "This visit already has a review.",
      });
      const otherBody = await post({ bookingToken: link, rating: 1 }, headers);
      expect(bodyOf(otherBody)).to.have.property("code", "idempotency.reused");
      booking = aBooking({ startsAt: now, status: "no_show" });
      expect((await post({ bookingToken: link }, headers)).body).to.equal(first.body);
      expect(store.reviews).to.have.length(1);
      expect((await post()).statusCode, "without a visit").to.equal(201);
    });

    it("marks a review as verified by the link of a booking, and does not keep the link", async () => {
      expect((await post({ bookingToken: link })).statusCode).to.equal(201);
      expect(store.reviews[0]?.verified).to.equal(true);
      expect(JSON.stringify(store.reviews)).not.to.include(booking.manageToken);
    });

    for (const [publication, unproven, proven] of [
      [undefined, "published", "published"],
      ["all-at-once", "published", "published"],
      ["verified-at-once", "waiting", "published"],
      ["after-approval", "waiting", "waiting"],
    ] as const) {
      it(`has an unproven review ${unproven} and a proven one ${proven} where the rule is ${publication}`, async () => {
        const document = { ...business, reviews: { publication } } as Business;
        const headers = { "Idempotency-Key": "review-key-2" };
        for (const [changes, status, given] of [
          [{}, unproven, headers],
          [{ bookingToken: link }, proven, {}],
        ] as const) {
          const reply = await post(changes, given, document);
          expect(reply.statusCode).to.equal(201);
          expect(store.reviews.at(-1)).to.include({ status });
          expect(bodyOf(reply).waiting).to.equal(status === "waiting" || undefined);
        }
        const again = await post({}, headers, document);
        expect(bodyOf(again).waiting).to.equal(unproven === "waiting" || undefined);
        expect(store.reviews).to.have.length(2);
      });
    }

    it("marks none by a visit that is still to come or did not take place", async () => {
      for (const [status, startsAt] of [
        ["confirmed", "2099-01-01T09:00:00Z"],
        // Marked by the version before, eight weeks early.
        ["completed", "2099-01-01T09:00:00Z"],
        ["pending", now],
        ["cancelled", now],
        ["no_show", now],
      ] as const) {
        booking = aBooking({ status, startsAt });
        const reply = await post({ bookingToken: link });
        expect(reply.statusCode, `${status} ${startsAt}`).to.equal(400);
        expect(bodyOf(reply).fields).to.deep.equal({
          bookingToken: "You can review this visit once it has taken place.",
        });
      }
      booking = aBooking({ status: "completed", startsAt: now });
      expect((await post({ bookingToken: link })).statusCode).to.equal(201);
    });

    it("refuses a link whose booking or secret is wrong, and publishes nothing", async () => {
      for (const bookingToken of [
        `${booking.bookingId}.wrong-token`,
        `no-such-booking.${booking.manageToken}`,
        "no link at all",
      ]) {
        const reply = await post({ bookingToken });
        expect(reply.statusCode, bookingToken).to.equal(400);
        expect(bodyOf(reply).fields).to.have.all.keys("bookingToken");
      }
      expect(store.reviews).to.be.empty;
    });

    it("names every field that is wrong, in the visitor's language", async () => {
      const reply = await post(
        { rating: 6, message: "  ", email: "awa", name: "", extra: 1 },
        { "Accept-Language": "fr" },
      );
      expect(reply.statusCode).to.equal(400);
      expect(bodyOf(reply).fields).to.deep.equal({
        rating: "Donnez de 1 à 5 étoiles.",
        message: "Écrivez quelques mots.",
        email: "Indiquez une adresse e-mail comme nom@exemple.com.",
        name: "Indiquez votre nom.",
        extra: "Champ inconnu.",
      });
      for (const rating of [0, 4.5, "5", null, undefined]) {
        expect((await post({ rating })).statusCode, String(rating)).to.equal(400);
      }
      expect((await post({ message: "x".repeat(2001) })).statusCode).to.equal(400);
      expect(store.reviews).to.be.empty;
    });
  });

  describe("GET /feedback", () => {
    const list = (query: Record<string, string> = {}) =>
      listFeedback(business, store, () => now)(apiEvent({ query }));

    it("pages through the reviews, newest first, each once and without its e-mail address", async () => {
      for (let minute = 10; minute < 35; minute++) {
        store.reviews.push(aReview({ createdAt: `2026-11-20T08:${minute}:00Z` }));
      }
      const seen: string[] = [];
      let lastKey: string | undefined;
      const sizes: number[] = [];
      do {
        const reply = bodyOf(await list(lastKey ? { lastKey } : {}));
        expect(JSON.stringify(reply)).not.to.include("@");
        expect(reply.feedback[0]).to.have.all.keys(
          ...["feedbackId", "name", "rating", "message", "sentiment", "verified", "createdAt"],
        );
        seen.push(...reply.feedback.map((review: { createdAt: string }) => review.createdAt));
        sizes.push(reply.feedback.length);
        lastKey = reply.lastKey;
      } while (lastKey);
      expect(sizes).to.deep.equal([10, 10, 5]);
      expect(seen).to.deep.equal([...new Set(seen)].sort().reverse());
    });

    it("refuses a broken lastKey and a limit out of range", async () => {
      const foreign = Buffer.from('{"feedbackId":"x","createdAt":"now"}').toString("base64url");
      for (const lastKey of ["broken", "!", foreign]) {
        const reply = await list({ lastKey });
        expect(reply.statusCode, lastKey).to.equal(400);
        expect(bodyOf(reply).fields).to.have.all.keys("lastKey");
      }
      for (const limit of ["0", "101", "ten", "-1"]) {
        expect((await list({ limit })).statusCode, limit).to.equal(400);
      }
      expect((await list({ limit: "100" })).statusCode).to.equal(200);
    });
  });

  describe("the desk's reviews", () => {
    const owner = (event: object) => apiEvent({ ...event, claims: adminClaims });
    const clock = () => now;

    it("are all there with their status, those that wait first, and page by page", async () => {
      for (const status of ["hidden", "published", "waiting", "removed"] as const) {
        store.reviews.push(anOlderReview({ status }), aReview({ status }));
      }
      const list = async (query: Record<string, string>) =>
        bodyOf(await listAllFeedback(business, store, clock)(owner({ query })));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit: "1", ...(cursor && { cursor }) });
        expect(JSON.stringify(page)).not.to.match(/@|requestHash/);
        seen.push(...page.feedback.map(({ status }: { status: string }) => status));
        cursor = page.cursor;
      } while (cursor);
      expect(seen.join(" ")).to.equal("waiting waiting published published hidden hidden");
      expect((await list({ status: "hidden" })).feedback).to.have.length(2);
      expect(await list({ cursor: "broken" })).to.have.property("code", "invalid");
    });

    it("are changed by the version that was seen, and refused by another", async () => {
      const review = aReview();
      store.reviews.push(review);
      const path = { feedbackId: review.feedbackId };
      const send = async (
        handler: (
          event: ReturnType<typeof apiEvent>,
        ) => Promise<{ statusCode: number; body: string }>,
        event: object,
      ) => {
        const reply = await handler(owner({ path, ...event }));
        return [reply.statusCode, reply.body && bodyOf(reply)] as const;
      };
      const hide = hideFeedback(business, store, clock);
      const [status, hidden] = await send(hide, { body: { version: 1 } });
      expect([status, hidden.status, hidden.version]).to.deep.equal([200, "hidden", 2]);
      const show = showFeedback(business, store, clock);
      const [late, refused] = await send(show, { body: { version: 1 } });
      expect([late, refused.code]).to.deep.equal([409, "review.stale"]);
      const answer = answerFeedback(business, store, clock);
      const [, long] = await send(answer, { body: { version: 2, answer: "x".repeat(1_001) } });
      expect(long.fields).to.deep.equal({
        answer: "Use at most 1,000 characters for the answer.",
      });
      const [, answered] = await send(answer, { body: { version: 2, answer: " Thank you!\r\n" } });
      expect(answered).to.deep.include({ answer: { text: "Thank you!", answeredAt: now } });
      const remove = removeFeedback(business, store, clock);
      expect((await send(remove, { query: { version: "2" } }))[0]).to.equal(409);
      expect((await send(remove, {}))[0]).to.equal(400);
      expect((await send(remove, { query: { version: "3" } }))[0]).to.equal(204);
      expect((await send(show, { body: { version: 4 } }))[0]).to.equal(404);
    });
  });

  describe("DELETE /feedback", () => {
    const erase = (query: Record<string, string>, claims?: Record<string, string>) =>
      eraseFeedback(business, store)(apiEvent({ query, ...(claims && { claims }) }));

    it("erases one person's reviews and nobody else's", async () => {
      store.reviews.push(anOlderReview(), anOlderReview({ email: "other@example.com" }));
      const address = { email: "awa@example.com", expiresAt: 1 };
      await store.add(aReview(), { address });
      const reply = await erase({ email: "AWA@example.com" }, adminClaims);
      expect(bodyOf(reply)).to.deep.equal({ deleted: 2 });
      expect(store.reviews.map(({ email }) => email)).to.deep.equal(["other@example.com"]);
      expect(bodyOf(await erase({ email: "nobody@example.com" }, adminClaims)).deleted).to.equal(0);
    });

    it("is for admins, and wants an address", async () => {
      store.reviews.push(anOlderReview());
      expect((await erase({ email: validReview.email })).statusCode).to.equal(401);
      const stranger = { ...adminClaims, "cognito:groups": "staff" };
      expect((await erase({ email: validReview.email }, stranger)).statusCode).to.equal(403);
      expect((await erase({}, adminClaims)).statusCode).to.equal(400);
      expect(store.reviews).to.have.length(1);
    });
  });

  describe("GET /analytics", () => {
    const read = (totals: Totals | undefined) =>
      getAnalytics(business, { global: async () => totals, count: async () => true })(apiEvent());

    it("is all zeros before the first review, and may be kept for a minute by the edge", async () => {
      const reply = await read(undefined);
      expect(reply.headers?.["Cache-Control"]).to.equal("public, max-age=0, s-maxage=60");
      expect(bodyOf(reply)).to.deep.equal({
        totalFeedback: 0,
        averageRating: 0,
        sentiment: { positive: 0, neutral: 0, negative: 0 },
        ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
        lastUpdated: null,
      });
    });

    it("rounds the average to two decimals", async () => {
      const totals = { total: 3, ratingSum: 14, positive: 2, negative: 1, rating5: 2, rating4: 1 };
      expect(bodyOf(await read({ ...totals, lastUpdated: now } as Totals))).to.deep.equal({
        totalFeedback: 3,
        averageRating: 4.67,
        sentiment: { positive: 2, neutral: 0, negative: 1 },
        ratings: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 2 },
        lastUpdated: now,
      });
    });
  });
});
