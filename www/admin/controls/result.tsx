import { Icon } from "../../icons";

/** How an action went, announced to screen readers. */
export function Result(props: { readonly text: string; readonly bad?: boolean }) {
  return (
    <div role={props.bad ? "alert" : "status"} data-testid="result">
      {props.text && (
        <p class={`notice ${props.bad ? "notice-problem" : "notice-good"}`}>
          {props.bad && <Icon name="alert" />} {props.text}
        </p>
      )}
    </div>
  );
}
