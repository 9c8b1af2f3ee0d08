import { Icon } from "../icons";
import { useSite } from "../site";

/** A text field of one line or several, tied to its label, hint and problem. */
export function TextField(props: {
  name: "name" | "phone" | "email" | "note" | "message" | "contact";
  label: string;
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  type?: "text" | "tel" | "email";
  autoComplete?: "name" | "tel" | "email";
  hint?: string;
  optional?: boolean;
  /** Several lines, up to a number of characters. */
  longText?: { readonly rows: number; readonly maxLength: number };
  problem?: string | undefined;
}) {
  const { t } = useSite();
  const described = [
    props.problem && `${props.name}-problem`,
    props.hint && `${props.name}-hint`,
  ].filter(Boolean);
  const shared = {
    id: props.name,
    name: props.name,
    value: props.value,
    autocomplete: props.autoComplete ?? ("off" as const),
    required: !props.optional,
    "aria-invalid": props.problem ? ("true" as const) : undefined,
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
    onBlur: props.onBlur,
  };
  return (
    <div class={`field field-${props.name}`}>
      <label for={props.name}>
        {props.label}
        {props.optional && <span class="optional"> ({t.book.optional})</span>}
      </label>
      {props.longText ? (
        <textarea
          {...shared}
          {...props.longText}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          list={undefined}
          type={props.type ?? "text"}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
      {props.hint && (
        <p class="hint" id={`${props.name}-hint`}>
          {props.hint}
        </p>
      )}
      {props.problem && (
        <p class="field-problem" id={`${props.name}-problem`}>
          <Icon name="alert" /> {props.problem}
        </p>
      )}
    </div>
  );
}
