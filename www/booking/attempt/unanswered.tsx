import { useEffect, useRef } from "preact/hooks";
import { businessPhoneText } from "../../../contract/rules/phone-text";
import type { BookingRequestInput } from "../../../contract/schemas/bookings";
import { Icon } from "../../icons";
import { useSite } from "../../site";
import { WithPhone } from "../../with-phone";
import { RequestedVisit } from "./requested-visit";
import type { Way } from "./use-sending";

/** What is true while nobody knows whether a request arrived, and what happens next. */
export function Unanswered(props: {
  isAsking: boolean;
  way: Way;
  body: BookingRequestInput;
  onTryAgain: () => void;
  onForm: () => void;
}) {
  const { business, language, t } = useSite();
  const { isAsking } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const phone = businessPhoneText(business, language);

  useEffect(() => heading.current?.focus(), [isAsking]);

  return (
    <section
      class="panel"
      aria-labelledby="unanswered-title"
      data-testid={isAsking ? "asking" : "unknown"}
    >
      <h1 id="unanswered-title" tabIndex={-1} ref={heading}>
        {isAsking ? t.unanswered.title : t.unanswered.unknownTitle}
      </h1>
      <RequestedVisit body={props.body} />
      <div role="status">
        <p>
          {isAsking
            ? t.unanswered[props.way === "again" ? "asking" : "checking"]
            : t.unanswered.unknown}
        </p>
      </div>
      {isAsking && (
        <p class="waiting">
          <span class="spinner" aria-hidden="true" /> {t.unanswered.stay}
        </p>
      )}
      {!isAsking && (
        <>
          <p>{t.unanswered.kept}</p>
          <div class="actions">
            <button type="button" class="button" onClick={props.onTryAgain}>
              {t.unanswered.tryAgain}
            </button>
            <a class="button button-quiet" href={`tel:${business.phone}`}>
              <Icon name="phone" /> {phone}
            </a>
          </div>
          <button type="button" class="link" onClick={props.onForm}>
            {t.unanswered.form}
          </button>
        </>
      )}
      {isAsking && (
        <p class="hint">
          <WithPhone text={t.book.orCall(phone)} />
        </p>
      )}
    </section>
  );
}
