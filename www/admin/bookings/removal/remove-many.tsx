import { useEffect, useRef, useState } from "preact/hooks";
import { removalRequestSchema } from "../../../../contract/schemas/removals";
import { checkForm, type Problems } from "../../../check-form";
import { typeset } from "../../../text";
import { Button } from "../../controls/button";
import { ConfirmDialog } from "../../controls/confirm-dialog";
import { ChoiceField, TextField } from "../../controls/field";
import { Result } from "../../controls/result";
import { failureText } from "../../failure";
import { useWords } from "../../text";
import {
  criteriaOf,
  emptyForm,
  isHourBeforeHour,
  type RemovalField,
  type RemovalForm,
} from "./criteria";
import { Matching } from "./matching";
import { ToCall } from "./to-call";
import { useRemoval } from "./use-removal";

const types = {
  phone: "tel",
  email: "email",
  from: "date",
  to: "date",
  madeFrom: "datetime-local",
  madeTo: "datetime-local",
} as const;

/** Cancels all bookings of a number, an address or a span, after a look at them and a question. */
export function RemoveMany(props: { readonly onRemoved: () => void }) {
  const { t, ...site } = useWords();
  const removal = useRemoval();
  const [form, setForm] = useState<RemovalForm>(emptyForm);
  const [problems, setProblems] = useState<Problems>({});
  const [isAsking, setAsking] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const news = useRef<HTMLDivElement>(null);
  const w = t.removal;
  const { state, failure, untold } = removal;

  const change = (changed: Partial<RemovalForm>) => {
    setForm({ ...form, ...changed });
    setProblems({});
    removal.reset();
  };
  const preview = async () => {
    if (isHourBeforeHour(form)) {
      setProblems({ madeTo: w.hours });
      return;
    }
    const criteria = criteriaOf(site.business, form);
    const checked = checkForm(site, removalRequestSchema, criteria);
    setProblems(checked.ok ? {} : checked.problems);
    if (checked.ok) await removal.preview(criteria);
  };
  const run = async () => {
    setAsking(false);
    const done = await removal.run();
    if (done !== undefined) setForm(emptyForm);
    props.onRemoved();
  };
  const told = failure?.fields ?? {};
  const hasProblem = Object.keys({ ...problems, ...told }).length > 0;
  // The button that was pressed may be gone, so the focus goes to what it led to.
  useEffect(() => {
    if (hasProblem) box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    else if (state.step === "previewed" || state.step === "over") news.current?.focus();
  }, [state.step, hasProblem]);

  const field = (name: RemovalField, hint?: string) => (
    <TextField
      id={`remove-${name}`}
      type={types[name]}
      inputMode={name === "phone" ? "tel" : undefined}
      label={w[name]}
      hint={hint}
      value={form[name]}
      problem={problems[name] ?? (told[name] && typeset(told[name]))}
      onInput={(value) => change({ [name]: value })}
    />
  );
  const problem = failure && !hasProblem ? failureText(failure, t, site.language) : "";
  return (
    <details class="desk-card desk-removal" data-testid="removal">
      <summary>{w.title}</summary>
      <form
        noValidate
        class="desk-form"
        aria-label={w.title}
        ref={box}
        onSubmit={(event) => {
          event.preventDefault();
          if (state.step === "asking" || state.step === "previewed" || state.step === "over")
            preview();
        }}
      >
        <p class="hint">{w.lead}</p>
        <div class="desk-removal-fields">
          {field("phone")}
          {field("email")}
          {field("from")}
          {field("to")}
          {field("madeFrom")}
          {field("madeTo")}
          <ChoiceField
            id="remove-messages"
            label={w.messages}
            value={form.messages}
            onInput={(messages) => change({ messages: messages as RemovalForm["messages"] })}
            options={[
              { value: "one", label: w.oneMessage },
              { value: "none", label: w.noMessage },
            ]}
          />
        </div>
        <div class="actions">
          <Button
            submit
            quiet
            testId="removal-preview"
            busy={state.step === "loading"}
            busyText={w.looking}
          >
            {w.look}
          </Button>
        </div>
      </form>
      <div class="desk-removal-news" tabIndex={-1} ref={news}>
        <Result
          text={
            problem || (removal.isStuck ? w.stuck : state.step === "over" ? w.over(state.done) : "")
          }
          bad={problem !== "" || removal.isStuck}
        />
        {untold.count > 0 && (
          <ToCall
            title={w.untold(untold.count)}
            callees={untold.callees}
            count={untold.count}
            testId="removal-untold"
          />
        )}
        {"reply" in state && (
          <Matching
            state={state}
            isTold={form.messages === "one"}
            onRemove={() => setAsking(true)}
            onStop={removal.stop}
          />
        )}
      </div>
      {isAsking && "reply" in state && (
        <ConfirmDialog
          title={w.askTitle(state.reply.remaining)}
          body={
            form.messages === "one"
              ? w.askTold(
                  state.reply.people - state.reply.withoutAddress,
                  state.reply.withoutAddress,
                )
              : w.askUntold
          }
          confirm={w.askConfirm(state.reply.remaining)}
          keep={w.keep}
          busy={false}
          busyText=""
          problem=""
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      )}
    </details>
  );
}
