import { expect } from "chai";
import type { Review } from "../../contract/schemas/feedback";
import type { Feedback } from "../../handlers/feedback/feedback";
import {
  call,
  noThrottle,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("reviews over HTTP on the local stage", function () {
  this.timeout(90_000);
  let site: TestStage;
  const review = (changes: Record<string, unknown> = {}) => ({
    name: "Awa Ngo",
    email: "awa@example.com",
    rating: 5,
    message: "I love my braids!",
    ...changes,
  });
  const post = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    site.api("POST", "/feedback", { body: review(changes), headers });
  /** Without the addresses, which are kept apart. */
  const reviews = async () =>
    (await site.scan<Feedback>("data-feedback")).filter(({ status }) => status === "published");
  /** Past the edge, which keeps an answer for a minute. */
  const analytics = async () => (await call(`${site.stage.apiUrl}/analytics`, "GET")).json;
  const analyticsOnce = async (total: number) => {
    for (let attempt = 0; attempt < 200; attempt++) {
      if ((await analytics()).totalFeedback >= total) break;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    return analytics();
  };

  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  it("has no reviews and all zeros at first", async () => {
    expect((await site.api("GET", "/feedback")).json).to.deep.equal({ feedback: [] });
    const { totalFeedback, averageRating, lastUpdated } = await analytics();
    expect([totalFeedback, averageRating, lastUpdated]).to.deep.equal([0, 0, null]);
  });

  it("counts 60 reviews so that the totals equal a recount of the table", async () => {
    const messages = [
      "Wonderful, thank you!",
      "Rude and dirty, never again.",
      "Je suis venue samedi.",
      "Rien à redire, c'est parfait.",
    ];
    for (let index = 0; index < 60; index += 10) {
      const replies = await Promise.all(
        Array.from({ length: 10 }, (_, one) =>
          post({ rating: ((index + one) % 5) + 1, message: messages[(index + one) % 4] }),
        ),
      );
      expect(replies.map(({ status }) => status)).to.deep.equal(Array(10).fill(201));
    }
    const table = await reviews();
    expect(table).to.have.length(60);
    const counted = await analyticsOnce(60);
    const having = (fits: (one: Feedback) => boolean) => table.filter(fits).length;
    expect(counted).to.deep.include({
      totalFeedback: 60,
      averageRating: table.reduce((sum, { rating }) => sum + rating, 0) / 60,
      sentiment: {
        positive: having(({ sentiment }) => sentiment === "positive"),
        neutral: having(({ sentiment }) => sentiment === "neutral"),
        negative: having(({ sentiment }) => sentiment === "negative"),
      },
      ratings: Object.fromEntries(
        [1, 2, 3, 4, 5].map((stars) => [stars, having(({ rating }) => rating === stars)]),
      ),
    });
    expect(counted.sentiment).to.deep.equal({ positive: 30, neutral: 15, negative: 15 });
    expect(counted.lastUpdated).to.match(/^\d{4}-\d\d-\d\dT/);
  });

  it("lists every review once, newest first, without an e-mail address", async () => {
    const seen: Review[] = [];
    let lastKey: string | undefined;
    do {
      const query = lastKey ? `?limit=25&lastKey=${lastKey}` : "?limit=25";
      const reply = await site.api("GET", `/feedback${query}`);
      expect(reply.status).to.equal(200);
      expect(reply.text).not.to.include("@");
      seen.push(...reply.json.feedback);
      lastKey = reply.json.lastKey;
    } while (lastKey);
    expect(new Set(seen.map(({ feedbackId }) => feedbackId)).size).to.equal(seen.length);
    expect(seen).to.have.length(60);
    const moments = seen.map(({ createdAt }) => createdAt);
    expect(moments).to.deep.equal([...moments].sort().reverse());
  });

  it("refuses a bad page, a bad review, and a write that did not come through the site", async () => {
    for (const query of ["?lastKey=broken", "?limit=101", "?page=2"]) {
      const reply = await site.api("GET", `/feedback${query}`);
      expect(reply.status, query).to.equal(400);
      expect(reply.json).to.have.property("error").that.is.a("string");
    }
    expect((await post({ rating: 6 })).status).to.equal(400);
    expect((await post({ stars: 5 })).status).to.equal(400);
    const direct = await call(`${site.stage.apiUrl}/feedback`, "POST", { body: review() });
    expect(direct.status).to.equal(403);
    expect(await reviews()).to.have.length(60);
  });

  it("marks a review as verified by the own link of a visit that took place, and refuses a wrong one", async () => {
    const booked = await site.api("POST", "/booking", { body: visitorRequest() });
    const { bookingId, headers } = ownLink(booked.json.manageUrl);
    const bookingToken = `${bookingId}.${headers["X-Manage-Token"]}`;
    expect((await post({ bookingToken })).status, "before the visit").to.equal(400);
    await site.begin(bookingId);
    const { feedbackId } = (await post({ bookingToken })).json;
    const newest = (await site.api("GET", "/feedback?limit=1")).json.feedback[0];
    expect(newest).to.deep.include({ feedbackId, verified: true });
    const again = await post({ bookingToken });
    expect([again.status, again.json.code]).to.deep.equal([409, "booking.reviewed"]);
    const booking = (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(booking).to.include({ reviewId: feedbackId, sequence: 0 });
    const wrong = await post({ bookingToken: `${bookingId}.somebody-elses` });
    expect(wrong.status).to.equal(400);
    expect(wrong.json.fields).to.have.all.keys("bookingToken");
  });

  it("erases for nobody who is not signed in", async () => {
    const reply = await site.api("DELETE", "/feedback?email=awa@example.com");
    expect(reply.status).to.equal(401);
    expect(await reviews()).to.have.length(61);
  });

  it("lets the edge keep the totals for a minute", async () => {
    const reply = await site.api("GET", "/analytics");
    expect(reply.headers.get("cache-control")).to.equal("public, max-age=0, s-maxage=60");
  });
});
