import { clockText, dateText } from "../../../../contract/rules/dates";
import { phoneText } from "../../../../contract/rules/phone-text";
import { Button } from "../../controls/button";
import { useWords } from "../../text";
import type { RemovalState } from "./use-removal";

/** What a removal is about to take, some of it by name, and how far it is. */
export function Matching(props: {
  readonly state: Extract<RemovalState, { readonly reply: unknown }>;
  readonly onRemove: () => void;
  readonly onStop: () => void;
}) {
  const { language, t } = useWords();
  const w = t.removal;
  const { step, reply, done } = props.state;
  const { remaining, people, examples } = reply;
  if (remaining === 0) {
    return (
      <p role="status" data-testid="removal-matching">
        {w.nothing}
      </p>
    );
  }
  return (
    <>
      <p role="status" data-testid="removal-matching">
        {step === "previewed" && done > 0 && `${w.stopped(done)} `}
        {step === "running" ? w.running(done, done + remaining) : w.matching(remaining, people)}
      </p>
      {step === "previewed" && (
        <ul class="desk-removal-list">
          {examples.map((one) => (
            <li key={one.bookingId}>
              <strong>{one.customerName}</strong>{" "}
              <span>
                {dateText(one.appointmentDate, "full", language)},{" "}
                {clockText(one.appointmentTime, language)}
              </span>{" "}
              <span class="hint">
                {one.customerEmail ?? phoneText(one.customerPhone, language)}
              </span>
            </li>
          ))}
          {remaining > examples.length && (
            <li class="hint">{w.more(remaining - examples.length)}</li>
          )}
        </ul>
      )}
      <div class="actions">
        {step === "running" ? (
          <Button quiet onClick={props.onStop} testId="removal-stop">
            {w.stop}
          </Button>
        ) : (
          <Button onClick={props.onRemove} testId="removal-run">
            {w.remove(remaining)}
          </Button>
        )}
      </div>
    </>
  );
}
