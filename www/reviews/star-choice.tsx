import { Icon } from "../icons";
import { useSite } from "../site";
import { Star } from "./stars";

/** One to five stars as a radio group: arrow keys and screen readers can use it. */
export function StarChoice(props: {
  value: number;
  problem: string | undefined;
  onChange: (rating: number) => void;
}) {
  const { t } = useSite();
  return (
    <fieldset class="star-choice" aria-describedby={props.problem ? "rating-problem" : undefined}>
      <legend>{t.reviews.ratingLabel}</legend>
      <div class="star-row">
        {[1, 2, 3, 4, 5].map((rating) => (
          <label key={rating} class={rating <= props.value ? "star-pick star-on" : "star-pick"}>
            <input
              type="radio"
              name="rating"
              value={rating}
              id={`rating-${rating}`}
              required
              checked={rating === props.value}
              aria-label={t.reviews.stars(rating)}
              onChange={() => props.onChange(rating)}
            />
            <Star />
          </label>
        ))}
      </div>
      {props.problem && (
        <p class="field-problem" id="rating-problem">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
    </fieldset>
  );
}
