import { duration } from "../../contract/rules/amounts";
import { money } from "../../contract/rules/money";
import type { OwnBooking, Terms } from "../../contract/schemas/bookings";
import { Icon } from "../icons";
import { useSite } from "../site";

/** The length and price that were sold beside another person's, and the tick that accepts the new ones. */
export function Consent(props: {
  booking: OwnBooking;
  name: string;
  terms: Terms;
  value: boolean;
  onChange: (agreed: boolean) => void;
}) {
  const { business, language, t } = useSite();
  const { sold } = props.booking;
  const text = ({ durationMinutes, priceMinor }: Partial<Terms>, currency: string) =>
    [
      durationMinutes !== undefined && duration(durationMinutes),
      priceMinor !== undefined && money(priceMinor, currency, language),
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <div class="notice" data-testid="new-terms">
      <p class="notice-title">{t.move.termsTitle(props.name)}</p>
      <dl class="summary-facts">
        <dt>{t.move.before}</dt>
        <dd>{text(sold, sold.currency)}</dd>
        <dt>{t.move.after}</dt>
        <dd class="facts-strong">{text(props.terms, business.currency)}</dd>
      </dl>
      <label class="option">
        <input
          type="checkbox"
          name="agreed"
          checked={props.value}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class="option-face">
          <span class="option-box">
            <Icon name="check" />
          </span>
          <span class="option-name">{t.move.agree}</span>
        </span>
      </label>
    </div>
  );
}
