import { useState } from "preact/hooks";
import { pathText } from "../../../contract/business/path-text";
import { currencySign, readMoney, typedMoney } from "../../../contract/rules/money";
import { typeset } from "../../text";
import { Labelled, wiring } from "../controls/field";
import { useWords } from "../text";
import type { Json, Path } from "./json";
import { usePlace } from "./place";

/** A field in which something is typed. What can't be read stays as it was typed, until it is corrected. */
export function TypedField(props: {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
  readonly kind: "line" | "long" | "money" | "whole" | "decimal" | "time" | "date" | "colour";
  readonly optional?: boolean | undefined;
}) {
  const { t } = useWords();
  const { currency, language, problems, set } = usePlace();
  const { kind, label, optional, path, value } = props;
  const [typed, setTyped] = useState({ text: "", value: undefined as Json | undefined, is: false });

  const shown = (): string => {
    if (value === undefined) return "";
    if (kind === "money" && typeof value === "number") return typedMoney(value, currency, language);
    if (kind === "decimal" && typeof value === "number" && language === "fr")
      return String(value).replace(".", ",");
    return String(value);
  };
  // Another value than the typed one came from elsewhere: from a version that was brought back, say.
  const text = typed.is && typed.value === value ? typed.text : shown();
  const type = (next: string) => {
    const read = readTyped(kind, next, currency);
    const made = read === "" && optional ? undefined : read;
    setTyped({ text: next, value: made, is: true });
    set(path, made);
  };

  const id = pathText(path);
  const problem = problems[id] && typeset(problems[id]);
  const named = kind === "money" ? `${label} (${currencySign(currency, language)})` : label;
  const wired = wiring({ id, label, problem });
  const onInput = (event: { readonly currentTarget: { readonly value: string } }) =>
    type(event.currentTarget.value);
  return (
    <Labelled
      id={id}
      label={named}
      problem={problem}
      optional={optional ? t.list.optional : undefined}
    >
      {kind === "long" ? (
        <textarea {...wired} rows={3} value={text} onInput={onInput} />
      ) : kind === "time" || kind === "date" || kind === "colour" ? (
        <input
          {...wired}
          type={kind === "colour" ? "color" : kind}
          value={text}
          onInput={onInput}
        />
      ) : (
        <input
          {...wired}
          type="text"
          autocomplete="off"
          inputMode={kind === "line" ? undefined : kind === "whole" ? "numeric" : "decimal"}
          value={text}
          onInput={onInput}
        />
      )}
    </Labelled>
  );
}

/** The value of a typed text; the text itself where it is none. */
function readTyped(kind: string, text: string, currency: string): Json {
  if (kind === "money") {
    const minor = readMoney(text, currency);
    return minor === undefined || Number.isNaN(minor) ? text : minor;
  }
  const plain = text.trim();
  if (kind === "whole") return /^\d+$/.test(plain) ? Number(plain) : text;
  if (kind === "decimal")
    return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : text;
  return text;
}
