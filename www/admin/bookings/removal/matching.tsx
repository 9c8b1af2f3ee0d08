import { clockText, dateText } from "../../../../contract/rules/dates";
import { emailText } from "../../../../contract/rules/email-text";
import { phoneText } from "../../../../contract/rules/phone-text";
import { Button } from "../../controls/button";
import { useWords } from "../../text";
import { momentText } from "../words";
import { ShortList } from "./short-list";
import { calleesOf, ToCall } from "./to-call";
import type { RemovalState } from "./use-removal";

/** What a removal is about to take, some of it by name, and how far it is. */
export function Matching(props: {
  readonly state: Extract<RemovalState, { readonly reply: unknown }>;
  /** Whether the people get a message. */
  readonly isTold: boolean;
  readonly onRemove: () => void;
  readonly onStop: () => void;
}) {
  const { business, language, t } = useWords();
  const w = t.removal;
  const { step, reply, done } = props.state;
  const { remaining, people, withoutAddress, examples } = reply;
  if (remaining === 0) {
    return (
      <p role="status" data-testid="removal-matching">
        {w.nothing}
      </p>
    );
  }
  const isStopping = step === "stopping";
  return (
    <>
      <p role="status" data-testid="removal-matching">
        {step === "previewed" && done > 0 && `${w.stopped(done)} `}
        {isStopping && `${w.stopping} `}
        {step === "previewed" ? w.matching(remaining, people) : w.running(done, done + remaining)}
      </p>
      {step === "previewed" && (
        <>
          <ShortList
            items={examples}
            unlisted={remaining - examples.length}
            testId="removal-examples"
            row={(one) => (
              <>
                <strong>{one.customerName}</strong>{" "}
                <span>
                  {dateText(one.appointmentDate, "full", language)},{" "}
                  {clockText(one.appointmentTime, language)}
                </span>{" "}
                <span class="hint">
                  {w.made(momentText(business, one.createdAt, language))}
                  {", "}
                  {phoneText(one.customerPhone, language)}
                  {one.customerEmail && `, ${emailText(one.customerEmail)}`}
                </span>
              </>
            )}
          />
          {props.isTold && withoutAddress > 0 && (
            <ToCall
              title={w.byPhone(withoutAddress)}
              callees={calleesOf(examples)}
              count={withoutAddress}
              testId="removal-by-phone"
            />
          )}
        </>
      )}
      <div class="actions">
        {step === "previewed" ? (
          <Button onClick={props.onRemove} testId="removal-run">
            {w.remove(remaining)}
          </Button>
        ) : (
          <Button
            quiet
            busy={isStopping}
            busyText={w.stopping}
            onClick={props.onStop}
            testId="removal-stop"
          >
            {w.stop}
          </Button>
        )}
      </div>
    </>
  );
}
