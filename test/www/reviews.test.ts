import { expect } from "chai";
import type { Analytics, Review } from "../../contract/schemas/feedback";
import { ownProblems } from "../../www/check-form";
import { bookingTokenFrom, emptyReview, reviewFields, toReview } from "../../www/reviews/request";
import { isCurrent, withReview } from "../../www/reviews/summary";
import { withoutTwins } from "../../www/reviews/use-reviews";
import { business } from "../support/fixture-business";

const inEnglish = { business, language: "en" } as const;
const inFrench = { business, language: "fr" } as const;

const analytics: Analytics = {
  totalFeedback: 3,
  averageRating: 4,
  ratings: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 2 },
  sentiment: { positive: 2, neutral: 0, negative: 1 },
  lastUpdated: "2026-11-01T10:00:00.000Z",
};

const draft = { rating: 5, name: " Awa ", email: "Awa@Example.com", message: " Merci ! " };

describe("the review form", () => {
  it("makes a request of what was typed, trimmed as the API trims it", () => {
    expect(toReview(inFrench, draft, undefined)).to.deep.equal({
      ok: true,
      body: { rating: 5, name: "Awa", email: "awa@example.com", message: "Merci !" },
    });
  });

  it("wants no address, and checks one that is given", () => {
    const { email: _, ...rest } = draft;
    const sent = toReview(inEnglish, { ...rest, email: "  " }, undefined);
    expect(sent.ok && sent.body).to.deep.equal({ rating: 5, name: "Awa", message: "Merci !" });
    const wrong = toReview(inEnglish, { ...rest, email: "awa@" }, undefined);
    expect(!wrong.ok && wrong.problems).to.have.all.keys("email");
  });

  it("sends the proof of a visit along where there is one", () => {
    const token = bookingTokenFrom("#bk_1.abcdefgh-_1");
    const result = toReview(inEnglish, draft, token);
    expect(result.ok && result.body.bookingToken).to.equal("bk_1.abcdefgh-_1");
    expect(bookingTokenFrom("")).to.equal(undefined);
    expect(bookingTokenFrom("#write")).to.equal(undefined);
  });

  it("names each missing field in the visitor's language", () => {
    expect(toReview(inEnglish, emptyReview, undefined)).to.deep.equal({
      ok: false,
      problems: {
        rating: "Give 1 to 5 stars.",
        name: "Enter your name.",
        message: "Write a few words.",
      },
    });
    const french = toReview(inFrench, emptyReview, undefined);
    expect(!french.ok && french.problems.rating).to.equal("Donnez de 1 à 5 étoiles.");
  });

  it("keeps only the server's problems that have a field", () => {
    const told = { name: "No.", bookingToken: "No." };
    expect(ownProblems(reviewFields, told)).to.deep.equal({ name: "No." });
  });
});

describe("the figures of the reviews", () => {
  it("count the visitor's own review without touching what was there", () => {
    expect(withReview(analytics, 4, "positive")).to.deep.equal({
      ...analytics,
      totalFeedback: 4,
      averageRating: 4,
      ratings: { 1: 0, 2: 1, 3: 0, 4: 1, 5: 2 },
      sentiment: { positive: 3, neutral: 0, negative: 1 },
    });
    expect(withReview(analytics, 1, "negative").averageRating).to.equal(3.25);
    expect(analytics.totalFeedback).to.equal(3);
  });

  it("are not set back by an answer from before the visitor's own review, until its time is over", () => {
    const floor = { total: 4, until: 1_000 };
    expect(isCurrent(analytics, undefined, 0)).to.equal(true);
    expect(isCurrent(analytics, floor, 999)).to.equal(false);
    expect(isCurrent(analytics, floor, 1_000)).to.equal(true);
    expect(isCurrent({ ...analytics, totalFeedback: 4 }, floor, 0)).to.equal(true);
  });
});

describe("the list of reviews", () => {
  it("shows the visitor's own review once, also when the server sends it too", () => {
    const review = (feedbackId: string, name: string) => ({ feedbackId, name }) as Review;
    const list = withoutTwins([review("a", "own"), review("b", "other"), review("a", "server's")]);
    expect(list.map(({ name }) => name)).to.deep.equal(["own", "other"]);
  });
});
