import type { ComponentChildren } from "preact";
import { Icon } from "../../icons";

interface LabelProps {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: string | undefined;
  readonly problem?: string | undefined;
}

/** A text field tied to its label, hint and problem. */
export function TextField(
  props: LabelProps & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly type?: "text" | "email" | "tel" | "password" | "date" | "datetime-local" | "time";
    readonly autoComplete?: "username" | "current-password" | "new-password" | "one-time-code";
    readonly inputMode?: "numeric" | "email" | "tel" | "text" | undefined;
  },
) {
  const shared = {
    ...wiring(props),
    value: props.value,
    autocomplete: props.autoComplete ?? ("off" as const),
    inputMode: props.inputMode,
    onInput: (event: InputEvent & { readonly currentTarget: HTMLInputElement }) =>
      props.onInput(event.currentTarget.value),
  };
  return (
    <Labelled {...props}>
      {props.type === "date" ||
      props.type === "datetime-local" ||
      props.type === "time" ||
      props.type === "password" ? (
        <input {...shared} {...{ type: props.type }} />
      ) : (
        <input {...shared} type={props.type ?? "text"} list={undefined} />
      )}
    </Labelled>
  );
}

/** A choice of one. */
export function ChoiceField(
  props: LabelProps & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  },
) {
  return (
    <Labelled {...props}>
      <select
        {...wiring(props)}
        value={props.value}
        onChange={(event) => props.onInput(event.currentTarget.value)}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A check box. */
export function CheckField(props: {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onInput: (checked: boolean) => void;
}) {
  return (
    <label class="tick" for={props.id}>
      <input
        id={props.id}
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onInput(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  );
}

/** A field with its label, hint and problem. */
export function Labelled(props: LabelProps & { readonly children: ComponentChildren }) {
  const { id, label, hint, optional, problem, children } = props;
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="optional"> ({optional})</span>}
      </label>
      {children}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="alert" /> {problem}
        </p>
      )}
    </div>
  );
}

/** What ties a field to its hint and problem. */
export function wiring({ id, hint, problem }: LabelProps) {
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return {
    id,
    name: id,
    "aria-invalid": problem ? ("true" as const) : undefined,
    "aria-describedby": described || undefined,
  };
}
