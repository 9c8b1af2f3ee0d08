import { dateIn } from "../../contract/rules/calendar";
import { dateText } from "../../contract/rules/dates";
import type { Review } from "../../contract/schemas/feedback";
import { Icon } from "../icons";
import { useSite } from "../site";
import { Stars } from "./stars";

/** A review as the page shows it: the visitor's own one is there even before it is published. */
export type ShownReview = Review & { readonly waiting?: true | undefined };

/** One review, with what the business answered. */
export function ReviewCard(props: { review: ShownReview }) {
  const { business, language, t } = useSite();
  const { feedbackId, name, rating, message, verified, createdAt, answer } = props.review;
  const date = dateIn(business.timeZone, createdAt);
  return (
    <li class="review" data-testid="review" data-review={feedbackId}>
      <h3 tabIndex={-1}>{name}</h3>
      <p class="review-facts">
        <Stars rating={rating} />
        <time dateTime={date}>{dateText(date, "long", language)}</time>
        {verified && (
          <span class="verified">
            <Icon name="check" />
            {t.reviews.verified}
          </span>
        )}
      </p>
      {props.review.waiting && (
        <p class="review-waiting" data-testid="waiting">
          <Icon name="clock" />
          {t.reviews.waiting(business.name)}
        </p>
      )}
      {/* Customers write in any language, whatever the language of the page. */}
      <p class="review-text" lang="">
        {message}
      </p>
      {answer && (
        <div class="review-answer" data-testid="answer">
          <h4>{t.reviews.answer(business.name)}</h4>
          <p class="review-text" lang="">
            {answer.text}
          </p>
        </div>
      )}
    </li>
  );
}
