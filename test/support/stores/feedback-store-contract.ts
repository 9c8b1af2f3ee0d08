import { expect } from "chai";
import { unixSeconds } from "../../../contract/rules/calendar";
import type { FeedbackKey, FeedbackStore, StatusKey } from "../../../handlers/feedback/store";
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

  describe("with what the desk decides", () => {
    const later = "2026-11-21T09:00:00.000Z";

    it("lists status by status, newest first, page by page", async () => {
      const reviews = (["published", "hidden", "waiting", "removed"] as const).flatMap((status) =>
        Array.from({ length: 4 }, (_, index) =>
          aReview({ status, createdAt: new Date(Date.parse(now) - index * 60_000).toISOString() }),
        ),
      );
      for (const review of reviews) await store.add(review);
      const of = (status: string) => reviews.filter((one) => one.status === status);
      const statuses = ["waiting", "published", "hidden"] as const;
      const wanted = statuses.flatMap(of).map(({ feedbackId }) => feedbackId);
      for (const limit of [1, 4, 5, 12]) {
        const seen: string[] = [];
        let after: StatusKey | undefined;
        do {
          const page = await store.list({ statuses, limit, ...(after && { after }) }, now);
          expect(page.feedback.length).to.be.at.most(limit);
          seen.push(...page.feedback.map(({ feedbackId }) => feedbackId));
          after = page.last;
        } while (after);
        expect(seen, `by ${limit}`).to.deep.equal(wanted);
      }
      expect((await store.list({ statuses: ["hidden"], limit: 9 }, now)).feedback).to.have.length(
        4,
      );
      expect(await idsBy(3)).to.deep.equal(of("published").map(({ feedbackId }) => feedbackId));
    });

    it("hides, shows and answers a review as it was read, and says so again to the same request", async () => {
      const review = aReview();
      const { feedbackId } = review;
      await store.add(review);
      const hide = () => store.change(feedbackId, 1, { status: "hidden" }, later);
      const hidden = { ...review, status: "hidden", version: 2, changedAt: later };
      expect(await hide()).to.deep.equal({ ok: true, feedback: hidden });
      expect(await hide(), "again").to.deep.equal({ ok: true, feedback: hidden });
      expect(await idsBy(9)).to.deep.equal([]);
      const answer = { answer: "Thank you!" };
      const stale = { ok: false, reason: "stale" };
      expect(await store.change(feedbackId, 1, answer, later)).to.deep.equal(stale);
      const answered = { ...hidden, version: 3, answer: { text: "Thank you!", answeredAt: later } };
      for (const version of [2, 2, 3]) {
        const result = await store.change(feedbackId, version, answer, later);
        expect(result).to.deep.equal({ ok: true, feedback: answered });
      }
      expect(await hide(), "long after").to.deep.equal(stale);
      await store.change(feedbackId, 3, { status: "published" }, later);
      await store.change(feedbackId, 4, { answer: undefined }, later);
      const shown = { ...review, version: 5, changedAt: later };
      expect(await store.find(feedbackId)).to.deep.equal(shown);
      expect(await idsBy(9)).to.deep.equal([feedbackId]);
      for (const id of ["nobody", "", "x".repeat(3_000)]) {
        const missing = { ok: false, reason: "missing" };
        expect(await store.change(id, 1, answer, later)).to.deep.equal(missing);
        expect(await store.remove(id, 1, later)).to.deep.equal(missing);
      }
    });

    it("lets one of two decisions that come together win", async () => {
      for (const version of [1, 2]) {
        const status = "waiting";
        const review = aReview({ status, ...(version > 1 && { version }) });
        await store.add(review);
        const decisions = [{ status: "published" }, { status: "hidden" }] as const;
        const results = await Promise.all(
          decisions.map((decision) => store.change(review.feedbackId, version, decision, later)),
        );
        expect(results.map(({ ok }) => ok)).to.have.members([true, false]);
      }
    });

    it("removes what a review says and its address, and still knows its request", async () => {
      const review = aReview({
        answer: { text: "Thank you!", answeredAt: now },
        requestHash: "of it",
      });
      const { feedbackId } = review;
      await store.add(review, address("awa@example.com"));
      expect(await store.remove(feedbackId, 7, later)).to.deep.equal({
        ok: false,
        reason: "stale",
      });
      for (let time = 0; time < 2; time++) {
        expect(await store.remove(feedbackId, 1, later)).to.deep.equal({ ok: true });
      }
      const { answer: _, ...rest } = review;
      const left = {
        ...rest,
        ...{ name: "", message: "", status: "removed", version: 2, changedAt: later },
        expiresAt: unixSeconds(later) + 30 * 24 * 3600,
      };
      expect(await store.find(feedbackId)).to.deep.equal(left);
      const missing = { ok: false, reason: "missing" };
      expect(await store.change(feedbackId, 2, { status: "published" }, later)).to.deep.equal(
        missing,
      );
      expect(await store.add(review)).to.deep.include({ ok: false, reason: "seen" });
      expect(await store.eraseBy("awa@example.com")).to.equal(0);
      const older = anOlderReview();
      await store.add(older);
      await store.remove(older.feedbackId, 1, later);
      expect(await store.find(older.feedbackId)).not.to.have.property("email");
    });

    it("erases a person's reviews in every status", async () => {
      for (const status of ["waiting", "published", "hidden"] as const) {
        await store.add(aReview({ status }), address("gone@example.com"));
        await store.add(aReview({ status }));
      }
      expect(await store.eraseBy("gone@example.com")).to.equal(3);
      const statuses = ["waiting", "published", "hidden"] as const;
      expect((await store.list({ statuses, limit: 9 }, now)).feedback).to.have.length(3);
    });
  });
}
