import { useSite } from "../site";

const star = "M12 2.6l2.9 6 6.6.9-4.8 4.6 1.2 6.5L12 17.5l-5.9 3.1 1.2-6.5L2.5 9.5l6.6-.9z";

/** One star; its parent gives it the colour. */
export function Star() {
  return (
    <svg class="star" viewBox="0 0 24 24" width="34" height="34" aria-hidden="true">
      <path d={star} />
    </svg>
  );
}

/** A row of five stars, filled up to a rating, in fractions too. */
export function Stars(props: { rating: number; label?: string; width?: number }) {
  const { t } = useSite();
  const width = props.width ?? 100;
  const row = (kind: string) => (
    <g class={kind}>
      {[0, 1, 2, 3, 4].map((index) => (
        <path key={index} d={star} transform={`translate(${24 * index})`} />
      ))}
    </g>
  );
  return (
    <svg
      class="stars"
      viewBox="0 0 120 24"
      width={width}
      height={width / 5}
      role="img"
      aria-label={props.label ?? t.reviews.stars(props.rating)}
    >
      {row("star-empty")}
      {/* An inner svg clips what is wider than itself. */}
      <svg width={24 * props.rating} height="24" aria-hidden="true">
        {row("star-full")}
      </svg>
    </svg>
  );
}
