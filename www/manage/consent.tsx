import { termsText } from "../../contract/rules/terms";
import type { OwnBooking } from "../../contract/schemas/bookings";
import type { Terms } from "../../contract/schemas/terms";
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
  return (
    <div class="notice" data-testid="new-terms">
      <p class="notice-title">{t.move.termsTitle(props.name)}</p>
      <dl class="summary-facts">
        <dt>{t.move.before}</dt>
        <dd>{termsText(sold, language)}</dd>
        <dt>{t.move.after}</dt>
        <dd class="facts-strong">
          {termsText({ currency: business.currency, ...props.terms }, language)}
        </dd>
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
