import type { ComponentChildren } from "preact";

/** A button that stays in place and keeps the focus while it works. */
export function Button(props: {
  readonly busy?: boolean;
  readonly busyText?: string;
  readonly quiet?: boolean;
  readonly danger?: boolean;
  readonly submit?: boolean;
  readonly label?: string;
  readonly testId?: string;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}) {
  const kinds = [props.quiet && "button-quiet", props.danger && "button-danger"].filter(Boolean);
  return (
    <button
      type={props.submit ? "submit" : "button"}
      class={["button button-small", ...kinds].join(" ")}
      aria-disabled={props.busy ? "true" : undefined}
      aria-label={props.busy ? undefined : props.label}
      data-testid={props.testId}
      onClick={props.busy ? undefined : props.onClick}
    >
      {props.busy ? props.busyText : props.children}
    </button>
  );
}
