import { Icon } from "../icons";
import { useSite } from "../site";
import { WithPhone } from "../with-phone";

/** Why these contacts cannot hold the visit, and the way to say that it is somebody else's. */
export function ForAnother(props: {
  /** "" once it has been said. */
  why: string;
  value: boolean;
  onChange: (forAnother: boolean) => void;
}) {
  const { t } = useSite();
  return (
    <div class="for-another">
      {props.why && (
        <p class="notice notice-problem" role="alert" data-testid="limit">
          <WithPhone text={props.why} />
        </p>
      )}
      <label class="option">
        <input
          type="checkbox"
          name="for-another"
          checked={props.value}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span class="option-face">
          <span class="option-box">
            <Icon name="check" />
          </span>
          <span class="option-text">
            <span class="option-name">{t.book.forAnother}</span>
            <span class="option-about">{t.book.forAnotherHint}</span>
          </span>
        </span>
      </label>
    </div>
  );
}
