import { useEffect, useRef } from "preact/hooks";
import type { Attempt } from "../../device/attempts";
import { useSite } from "../../site";
import { RequestedVisit } from "./requested-visit";

/** Tells that an earlier request was never booked, and leaves the decision to its customer. */
export function MissingNotice(props: {
  attempt: Attempt;
  onBook: () => void;
  onDiscard: () => void;
}) {
  const { t } = useSite();
  const notice = useRef<HTMLDivElement>(null);

  useEffect(() => notice.current?.focus(), []);

  return (
    <div
      class="notice notice-problem missing"
      role="alert"
      tabIndex={-1}
      ref={notice}
      data-testid="missing"
    >
      <p class="notice-title">{t.unanswered.missingTitle}</p>
      <RequestedVisit body={props.attempt.body} />
      <p>{t.unanswered.missing}</p>
      <div class="actions">
        <button type="button" class="button" onClick={props.onBook}>
          {t.unanswered.bookNow}
        </button>
        <button type="button" class="button button-quiet" onClick={props.onDiscard}>
          {t.unanswered.discard}
        </button>
      </div>
    </div>
  );
}
