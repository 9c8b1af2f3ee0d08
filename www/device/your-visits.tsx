import { useEffect, useRef, useState } from "preact/hooks";
import { clockText, dateText } from "../../contract/rules/dates";
import { clearDraft } from "../booking/draft";
import { manageHash } from "../manage/link";
import { soldText } from "../manage/sold-text";
import { pagePath, useSite } from "../site";
import { forgetAttempts } from "./attempts";
import { forgetVisits, type KeptVisit, keptVisits } from "./kept-visits";

/** The visits that were booked on this device, and the way to leave nothing on it. */
export function YourVisits(props: { onForget?: () => void }) {
  const { business, language, t } = useSite();
  const [visits, setVisits] = useState<readonly KeptVisit[]>([]);
  const [forgotten, setForgotten] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const show = () => setVisits(keptVisits());
    show();
    // Another tab has booked, moved or forgotten one.
    addEventListener("storage", show);
    return () => removeEventListener("storage", show);
  }, []);
  // The pressed button is gone, and would lose the focus.
  useEffect(() => {
    if (forgotten) said.current?.focus();
  }, [forgotten]);

  const forgetDevice = () => {
    forgetVisits();
    forgetAttempts();
    clearDraft();
    setVisits([]);
    setForgotten(true);
    props.onForget?.();
  };

  if (forgotten) {
    return (
      <p class="notice notice-good" role="status" tabIndex={-1} ref={said} data-testid="forgotten">
        {t.device.forgotten}
      </p>
    );
  }
  if (visits.length === 0) return null;
  return (
    <section class="your-visits" aria-labelledby="your-visits-title" data-testid="your-visits">
      <h2 id="your-visits-title">{t.device.title}</h2>
      <ul>
        {visits.map((visit) => (
          <li key={visit.bookingId}>
            <a href={`${pagePath(business, "manage", language)}${manageHash(visit)}`}>
              <span class="your-visit-when">
                {dateText(visit.date, "weekday", language)}, {clockText(visit.time, language)}
              </span>
              <span>
                {soldText(visit.services, language)}
                {visit.isPending && ` (${t.share.pending})`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{t.device.hint}</p>
      <button type="button" class="link" onClick={forgetDevice} data-testid="forget">
        {t.device.forget}
      </button>
    </section>
  );
}
