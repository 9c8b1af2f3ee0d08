import { dateIn } from "../../contract/rules/calendar";
import { dateText } from "../../contract/rules/dates";
import type { Review } from "../../contract/schemas/feedback";
import { Icon } from "../icons";
import { useSite } from "../site";
import { Stars } from "./stars";

/** One published review. */
export function ReviewCard(props: { review: Review }) {
  const { business, language, t } = useSite();
  const { feedbackId, name, rating, message, verified, createdAt } = props.review;
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
      {/* Customers write in any language, whatever the language of the page. */}
      <p class="review-text" lang="">
        {message}
      </p>
    </li>
  );
}
