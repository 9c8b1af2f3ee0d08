import { expect } from "chai";
import { unixSeconds } from "../../../contract/rules/calendar";
import type { FeedbackKey, FeedbackStore } from "../../../handlers/feedback/store";
import { now } from "../bookings";
import { aReview } from "../feedback";

/**
 * What every feedback store does, the real one and its fake alike.
 * @param make an empty store, for each test
 */
export function describeFeedbackStore(make: () => Promise<FeedbackStore>): void {
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

  it("lists the newest first, page by page, and leaves out what has expired", async () => {
    const reviews = Array.from({ length: 60 }, (_, index) =>
      aReview({
        createdAt: new Date(Date.parse(now) - index * 60_000).toISOString(),
        expiresAt: unixSeconds(now) + (index % 3 === 0 ? 0 : 1),
      }),
    );
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
    for (const review of reviews) await store.add(review);
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
    expect(await store.add(review)).to.equal(undefined);
    expect(await store.add({ ...review, rating: 1 })).to.deep.equal(review);
    expect((await store.newest(2, undefined, now)).feedback).to.deep.equal([review]);
  });

  it("erases everything of one address and nothing else", async () => {
    for (let index = 0; index < 30; index++) {
      await store.add(
        aReview({ email: index % 3 === 0 ? "gone@example.com" : "stays@example.com" }),
      );
    }
    expect(await store.eraseBy("gone@example.com")).to.equal(10);
    expect(await store.eraseBy("gone@example.com")).to.equal(0);
    const { feedback } = await store.newest(100, undefined, now);
    expect(feedback.map(({ email }) => email)).to.deep.equal(Array(20).fill("stays@example.com"));
  });
}
