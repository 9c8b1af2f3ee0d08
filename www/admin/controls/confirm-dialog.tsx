import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../icons";
import { Button } from "./button";

/** Asks for confirmation before something that can’t be undone. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly keep: string;
  readonly busyText: string;
  readonly busy: boolean;
  readonly problem: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closing returns the focus to what opened the dialog.
  useLayoutEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  return (
    <dialog
      class="ask"
      ref={dialog}
      aria-labelledby="ask-title"
      data-testid="ask"
      onCancel={(event) => {
        event.preventDefault();
        if (!props.busy) props.onClose();
      }}
    >
      <h2 id="ask-title">{props.title}</h2>
      <p>{props.body}</p>
      {props.problem && (
        <p class="field-problem" role="alert">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
      <div class="actions">
        <Button quiet onClick={props.onClose}>
          {props.keep}
        </Button>
        <Button
          busy={props.busy}
          busyText={props.busyText}
          onClick={props.onConfirm}
          testId="ask-confirm"
        >
          {props.confirm}
        </Button>
      </div>
    </dialog>
  );
}
