import { useEffect, useState } from "preact/hooks";
import { listVisitsOutside } from "../../../contract/operations";
import { clockText, shortDate } from "../../../contract/rules/dates";
import type { VisitsOutsideReply } from "../../../contract/schemas/business";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { placeWords } from "./words";

/** The coming visits that a save has left outside, or would; nothing where all of them fit. */
export function Outside(props: {
  readonly outside: VisitsOutsideReply;
  /** Whether it is not saved yet. */
  readonly isPlan?: boolean;
}) {
  const { language } = useWords();
  const { call } = useAccess();
  const w = placeWords[language].outside;
  const [outside, setOutside] = useState(props.outside);
  const { visits, isMore, askAgainAt } = outside;

  useEffect(() => setOutside(props.outside), [props.outside]);
  useEffect(() => {
    if (props.isPlan || !askAgainAt) return;
    const ask = async () => {
      const result = await call(listVisitsOutside, {});
      if (result.ok) setOutside(result.reply);
    };
    // A clock that is wrong may neither keep it from being asked nor let it be asked without end.
    const waitMs = Math.min(Math.max(Date.parse(askAgainAt) - Date.now(), 1_000), 30_000);
    const timer = setTimeout(ask, waitMs);
    return () => clearTimeout(timer);
  }, [askAgainAt]);

  if (visits.length === 0) return null;
  return (
    <div class="notice notice-problem" role="status" data-testid="outside">
      <p class="notice-title">{w.title(visits.length, isMore, props.isPlan === true)}</p>
      <ul>
        {visits.map((visit) => (
          <li key={visit.bookingId}>
            {shortDate(visit.appointmentDate, language)},{" "}
            {clockText(visit.appointmentTime, language)}
            {" · "}
            {visit.customerName} · {visit.staffName} · {w.why[visit.why]}
          </li>
        ))}
      </ul>
      <p>
        {w.stay} <a href="#bookings">{w.toBookings}</a>
      </p>
    </div>
  );
}
