import { percent, wholeNumber } from "../../contract/rules/amounts";
import { useSite } from "../site";

/** One bar with its label. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/**
 * Shares of a whole as bars. The text beside each bar says the same, so screen readers skip the
 * drawing; widths are attributes because the content security policy refuses inline styles.
 */
export function BarChart(props: { bars: readonly Bar[]; total: number; known: boolean }) {
  const { language, t } = useSite();
  return (
    <ul class="bars">
      {props.bars.map(({ id, label, count }) => (
        <li key={id} data-testid={`bar-${id}`} data-count={count}>
          <span class="bar-label">{label}</span>
          <svg class={`bar bar-${id}`} width="100%" height="12" aria-hidden="true">
            <rect class="bar-track" width="100%" height="12" rx="6" />
            {count > 0 && (
              <rect class="bar-fill" width={`${(100 * count) / props.total}%`} height="12" rx="6" />
            )}
          </svg>
          <span class="bar-count">
            {props.known ? wholeNumber(count, language) : "–"}
            {props.known && (
              <>
                <span class="visually-hidden"> {t.reviews.count(count, "").trim()}, </span>{" "}
                <span class="bar-share">{percent(count, props.total, language)}</span>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
