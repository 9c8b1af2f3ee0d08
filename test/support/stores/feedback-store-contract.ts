import { expect } from "chai";
import { unixSeconds } from "../../../contract/rules/calendar";
import type { FeedbackKey, FeedbackStore } from "../../../handlers/feedback/store";
import { now } from "../bookings";
import { anOlderReview, aReview } from "../feedback";

/**
 * What every feedback store does, the real one and its fake alike.
 * @param make an empty store, for each test
 * @param visit makes a visit, and gives its id
 */
export function describeFeedbackStore(
  make: () => Promise<FeedbackStore>,
  visit: () => Promise<string>,
): void {
  let store: FeedbackStore;
  beforeEach(async () => {
    store = await make();
  });

  /** All ids, page by page. */
  const idsBy = async (limit: number) => {
    const seen: string[] = [];
    let after: FeedbackKey | undefined;
    do {
      const page = await store.newest(limit, after, now);
      expect(page.feedback.length).to.be.at.most(limit);
      seen.push(...page.feedback.map(({ feedbackId }) => feedbackId));
      after = page.last;
    } while (after);
    return seen;
  };
  const until = unixSeconds(now) + 30 * 24 * 3600;
  const address = (email: string) => ({ address: { email, expiresAt: until } });

  it("lists the newest first, page by page, and leaves out older ones that have expired", async () => {
    const reviews = Array.from({ length: 60 }, (_, index) => {
      const createdAt = new Date(Date.parse(now) - index * 60_000).toISOString();
      if (index % 3 === 1) return aReview({ createdAt });
      return anOlderReview({ createdAt, expiresAt: unixSeconds(now) + (index % 3 === 0 ? 0 : 1) });
    });
    for (const review of reviews) await store.add(review);
    const wanted = reviews
      .filter((_, index) => index % 3 !== 0)
      .map(({ feedbackId }) => feedbackId);
    for (const limit of [1, 7, 40, 100]) {
      expect(await idsBy(limit), `by ${limit}`).to.deep.equal(wanted);
    }
  });

  it("gives each review once where several came at the same moment", async () => {
    const reviews = Array.from({ length: 9 }, () => aReview());
    for (const review of reviews) await store.add(review, address("awa@example.com"));
    const ids = reviews.map(({ feedbackId }) => feedbackId);
    expect(await idsBy(2))
      .to.have.members(ids)
      .and.have.length(9);
  });

  it("has no page after one that just fits", async () => {
    for (let index = 0; index < 3; index++) await store.add(aReview());
    expect(await store.newest(3, undefined, now)).not.to.have.property("last");
    expect(await store.newest(2, undefined, now)).to.have.property("last");
  });

  it("keeps a review as it was given, and never writes over it", async () => {
    const review = aReview();
    expect(await store.add(review, address("awa@example.com"))).to.deep.equal({ ok: true });
    const seen = { ok: false, reason: "seen", feedback: review };
    expect(await store.add({ ...review, rating: 1 })).to.deep.equal(seen);
    expect((await store.newest(2, undefined, now)).feedback).to.deep.equal([review]);
    expect(await store.find(review.feedbackId)).to.deep.equal(review);
    expect(await store.find("nobody")).to.equal(undefined);
  });

  it("takes one review of a visit, and knows the same one again", async () => {
    const bookingId = await visit();
    const first = aReview();
    expect(await store.add(first, { bookingId })).to.deep.equal({ ok: true });
    const reviewed = { ok: false, reason: "reviewed" };
    expect(await store.add(aReview(), { bookingId })).to.deep.equal(reviewed);
    const seen = { ok: false, reason: "seen", feedback: first };
    expect(await store.add({ ...first, rating: 1 }, { bookingId })).to.deep.equal(seen);
    expect(await store.add(aReview(), { bookingId: await visit() })).to.deep.equal({ ok: true });
    expect((await store.newest(9, undefined, now)).feedback).to.have.length(2);
  });

  it("publishes one of many reviews of a visit that come together", async () => {
    const bookingId = await visit();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => store.add(aReview(), { bookingId })),
    );
    expect(results.filter(({ ok }) => ok)).to.have.length(1);
    expect((await store.newest(9, undefined, now)).feedback).to.have.length(1);
  });

  it("erases everything of one address and nothing else, older reviews as well", async () => {
    for (let index = 0; index < 30; index++) {
      const email = index % 3 === 0 ? "gone@example.com" : "stays@example.com";
      if (index % 2 === 0) await store.add(anOlderReview({ email }));
      else await store.add(aReview({ name: email }), address(email));
    }
    expect(await store.eraseBy("gone@example.com")).to.equal(10);
    expect(await store.eraseBy("gone@example.com")).to.equal(0);
    const { feedback } = await store.newest(100, undefined, now);
    expect(feedback).to.have.length(20);
    expect(JSON.stringify(feedback)).not.to.include("gone@example.com");
    expect(await store.eraseBy("stays@example.com")).to.equal(20);
  });
}
