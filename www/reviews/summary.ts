import type { Analytics, Sentiment } from "../../contract/schemas/feedback";

/** A number of stars that a review can give. */
export type Stars = keyof Analytics["ratings"];

/** The stars a review can give, the best first. */
export const starsDownward: readonly Stars[] = [5, 4, 3, 2, 1];

/** The figures as they are once one more review is counted. */
export function withReview(last: Analytics, rating: Stars, sentiment: Sentiment): Analytics {
  const ratings = { ...last.ratings, [rating]: last.ratings[rating] + 1 };
  const total = last.totalFeedback + 1;
  const sum = starsDownward.reduce((stars, each) => stars + each * ratings[each], 0);
  return {
    ...last,
    totalFeedback: total,
    averageRating: Math.round((100 * sum) / total) / 100,
    ratings,
    sentiment: { ...last.sentiment, [sentiment]: last.sentiment[sentiment] + 1 },
  };
}

/** The least that the figures can be until the server has counted the visitor's own review. */
export interface Floor {
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** False for figures from before the visitor's own review: the edge may cache them for a minute. */
export function isCurrent(answer: Analytics, floor: Floor | undefined, now: number): boolean {
  return !floor || now >= floor.until || answer.totalFeedback >= floor.total;
}
