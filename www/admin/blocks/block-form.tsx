import { useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  type BlockRequest,
  blockReasons,
  blockRequestSchema,
} from "../../../contract/schemas/blocks";
import { checkForm, type Problems } from "../../check-form";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { Button } from "../controls/button";
import { TextField } from "../controls/field";
import { useWords } from "../text";
import { Choice } from "./choice";
import { asBlock, everybody, type BlockForm as Form, keepWho, requestOf } from "./form";
import { presetNames, presetsAt } from "./presets";
import { blockText, blockWords } from "./words";

/** When, who and why: with a preset two taps, and a third to save. */
export function BlockForm(props: {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
  /** What the API has against the fields, and against the whole. */
  readonly fields: Problems;
  readonly problem: string;
  readonly onSave: (request: BlockRequest) => void;
  readonly onClose: () => void;
}) {
  const { t, ...site } = useWords();
  const { business, language } = site;
  const w = blockWords[language];
  const { form } = props;
  const [own, setOwn] = useState<Problems>({});
  const box = useRef<HTMLFormElement>(null);
  const presets = presetsAt(business.timeZone, new Date());
  const problems: Problems = { ...props.fields, ...own };
  const names = presetNames.filter((name) => presets[name]);

  const change = (changed: Partial<Form>) => {
    setOwn({});
    props.onChange({ ...form, ...changed });
  };
  const save = () => {
    if (!form.preset) return setOwn({ preset: w.choose });
    const request = requestOf(form);
    const checked = checkForm(site, blockRequestSchema, request);
    setOwn(checked.ok ? {} : checked.problems);
    if (!checked.ok) return;
    keepWho(form.who);
    props.onSave(request);
  };
  const isWrong = Object.keys(problems).length > 0;
  useLayoutEffect(() => {
    if (isWrong) box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [isWrong]);

  const field = (name: "from" | "to" | "fromTime" | "toTime", type: "date" | "time") => (
    <TextField
      id={`block-${name}`}
      type={type}
      label={w[name]}
      value={form[name]}
      problem={problems[name] && typeset(problems[name])}
      onInput={(value) => change({ [name]: value })}
    />
  );
  const rest = Object.keys(problems).filter((name) => name !== "preset");
  const told = props.problem || (form.preset === "other" ? "" : (problems[rest[0] ?? ""] ?? ""));
  return (
    <form
      noValidate
      class="desk-form"
      aria-labelledby="block-title"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {told && (
        <p class="notice notice-problem" role="alert">
          <Icon name="alert" /> {typeset(told)}
        </p>
      )}
      <Choice
        name="preset"
        legend={w.when}
        value={form.preset}
        problem={problems.preset}
        options={[...names, "other" as const].map((value) => ({ value, label: w.presets[value] }))}
        onChoose={(preset) => change({ preset, ...(preset !== "other" && presets[preset]) })}
      />
      {form.preset === "other" && (
        <div class="desk-block-days">
          {field("from", "date")}
          {field("to", "date")}
          {field("fromTime", "time")}
          {field("toTime", "time")}
          <p class="hint">{w.timesHint}</p>
        </div>
      )}
      {business.staff.length > 1 && (
        <Choice
          name="who"
          legend={w.who}
          value={form.who}
          options={[
            ...business.staff.map(({ id, name }) => ({ value: id, label: name })),
            { value: everybody, label: w.everybody },
          ]}
          onChoose={(who) => change({ who })}
        />
      )}
      <Choice
        name="reason"
        legend={w.reason}
        hint={w.reasonHint}
        value={form.reason}
        options={blockReasons.map((value) => ({ value, label: w.reasons[value] }))}
        onChoose={(reason) => change({ reason })}
      />
      <details class="desk-card-history" open={form.note !== "" || problems.note !== undefined}>
        <summary>{w.addNote}</summary>
        <TextField
          id="block-note"
          label={w.note}
          optional={t.list.optional}
          value={form.note}
          problem={problems.note && typeset(problems.note)}
          onInput={(note) => change({ note })}
        />
      </details>
      <div class="desk-block-save">
        <p class="desk-block-said" role="status" data-testid="block-said">
          {form.from && blockText(business, asBlock(business, requestOf(form)), language)}
        </p>
        <div class="actions">
          <Button submit testId="block-save">
            {w.save}
          </Button>
          <Button quiet testId="block-close" onClick={props.onClose}>
            {t.list.cancel}
          </Button>
        </div>
      </div>
      <p class="hint">
        {w.weekly} <a href="#business">{w.weeklyLink}</a>.
      </p>
    </form>
  );
}
