import { errorText } from "../error-text";
import { LoadMore } from "../load-more";
import { useSite } from "../site";
import { ReviewCard } from "./review-card";
import type { Reviews } from "./use-reviews";

/** The latest reviews, or why there are none. */
export function ReviewList(props: { found: Reviews; onMore: () => void; onRetry: () => void }) {
  const { language, t } = useSite();
  const { found } = props;
  if (found.state === "loading") {
    return (
      <div aria-busy="true" data-testid="reviews-loading">
        <p class="hint" role="status">
          {t.reviews.loading}
        </p>
        <div class="skeleton review-list" aria-hidden="true">
          {[1, 2, 3].map((each) => (
            <span key={each} class="review skeleton-review" />
          ))}
        </div>
      </div>
    );
  }
  if (found.state === "failed") {
    return (
      <div class="notice notice-problem" role="alert">
        <p class="notice-title">{t.reviews.errorTitle}</p>
        <p>{errorText(language, found.why)}</p>
        <button type="button" class="button button-small" onClick={props.onRetry}>
          {t.reviews.retry}
        </button>
      </div>
    );
  }
  if (found.reviews.length === 0) {
    return (
      <div class="notice" role="status">
        <p class="notice-title">{t.reviews.emptyTitle}</p>
        <p>{t.reviews.empty}</p>
      </div>
    );
  }
  return (
    <>
      <ul class="review-list">
        {found.reviews.map((review) => (
          <ReviewCard key={review.feedbackId} review={review} />
        ))}
      </ul>
      <LoadMore
        state={found.more}
        left={found.lastKey !== undefined}
        shown={found.reviews.length}
        headings=".review h3"
        words={{ more: t.reviews.more, busy: t.reviews.moreBusy, failed: t.reviews.moreFailed }}
        said={t.reviews.shown(found.reviews.length)}
        onMore={props.onMore}
      />
    </>
  );
}
