import { useSite } from "../site";
import { RatingSummary } from "./rating-summary";
import { ReviewForm } from "./review-form";
import { ReviewList } from "./review-list";
import type { Stars } from "./summary";
import { useAnalytics } from "./use-analytics";
import { useReviewForm } from "./use-review-form";
import { useReviews } from "./use-reviews";

/** What customers say: the figures, the latest reviews, and the form to write one. */
export function ReviewsPage() {
  const { t } = useSite();
  const { analytics, failed, add: count } = useAnalytics();
  const { found, loadMore, reload, add: show } = useReviews();
  const form = useReviewForm((review) => {
    show(review);
    // What is not published yet counts for nobody.
    if (!review.waiting) count(review.rating as Stars, review.sentiment);
  });

  // The edge keeps the figures for a minute, but not the list.
  const isBehind =
    analytics?.totalFeedback === 0 &&
    found.state === "loaded" &&
    found.reviews.some(({ waiting }) => !waiting);

  return (
    <>
      <div class="page-head">
        <h1>{t.reviews.title}</h1>
        <p class="lead">{t.reviews.lead}</p>
        {!form.sent && (
          <button
            type="button"
            class="button button-quiet to-form"
            onClick={() => document.querySelector<HTMLElement>("input[name=rating]")?.focus()}
          >
            {t.reviews.write}
          </button>
        )}
      </div>
      <RatingSummary analytics={analytics} failed={failed} isBehind={isBehind} />
      <div class="reviews-row">
        <section aria-labelledby="latest-title">
          <h2 id="latest-title">{t.reviews.latestTitle}</h2>
          <ReviewList found={found} onMore={loadMore} onRetry={reload} />
        </section>
        <section class="write" aria-label={t.reviews.write}>
          <ReviewForm form={form} />
        </section>
      </div>
    </>
  );
}
