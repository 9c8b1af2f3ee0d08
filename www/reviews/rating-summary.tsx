import { decimal, wholeNumber } from "../../contract/rules/amounts";
import { type Analytics, sentiments } from "../../contract/schemas/feedback";
import { useSite } from "../site";
import type { Dictionary } from "../text";
import { BarChart } from "./bar-chart";
import { Stars } from "./stars";
import { starsDownward } from "./summary";

const nothing: Analytics = {
  totalFeedback: 0,
  averageRating: 0,
  ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
  sentiment: { positive: 0, neutral: 0, negative: 0 },
  lastUpdated: null,
};

/** The average rating and its spread; empty until they are loaded. */
export function RatingSummary(props: {
  analytics: Analytics | undefined;
  failed: boolean;
  /** Whether reviews are listed that the figures do not count yet. */
  isBehind: boolean;
}) {
  const { language, t } = useSite();
  const { totalFeedback, averageRating, ratings, sentiment } = props.analytics ?? nothing;
  const isKnown = props.analytics !== undefined && !props.isBehind;
  const average = decimal(averageRating, language);
  return (
    <section
      class="summary-panel"
      aria-busy={!props.analytics && !props.failed ? "true" : undefined}
      data-testid="rating-summary"
      data-total={props.analytics ? totalFeedback : undefined}
    >
      <div class="average">
        <h2>{t.reviews.averageTitle}</h2>
        <p class="average-number" data-testid="average">
          {totalFeedback > 0 ? average : "–"}
        </p>
        <Stars
          rating={averageRating}
          width={150}
          label={totalFeedback > 0 ? t.reviews.outOf(average) : summaryWords(props, t, "")}
        />
        <p class="average-count" role="status">
          {summaryWords(props, t, wholeNumber(totalFeedback, language))}
        </p>
      </div>
      <div>
        <h2>{t.reviews.ratingsTitle}</h2>
        <BarChart
          total={totalFeedback}
          known={isKnown}
          bars={starsDownward.map((stars) => ({
            id: String(stars),
            label: t.reviews.stars(stars),
            count: ratings[stars],
          }))}
        />
      </div>
      <div>
        <h2>{t.reviews.sentimentTitle}</h2>
        <BarChart
          total={totalFeedback}
          known={isKnown}
          bars={sentiments.map((kind) => ({
            id: kind,
            label: t.reviews.sentiment[kind],
            count: sentiment[kind],
          }))}
        />
      </div>
    </section>
  );
}

function summaryWords(
  { analytics, failed, isBehind }: Parameters<typeof RatingSummary>[0],
  t: Dictionary,
  total: string,
): string {
  if (!analytics) return failed ? t.reviews.summaryFailed : t.reviews.summaryLoading;
  if (isBehind) return t.reviews.summaryBehind;
  const { totalFeedback } = analytics;
  return totalFeedback === 0 ? t.reviews.none : t.reviews.count(totalFeedback, total);
}
