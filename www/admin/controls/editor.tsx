import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../icons";
import { useWords } from "../text";
import { Button } from "./button";

/** The frame of a form that adds or edits one item; it takes the focus and gives it back. */
export function Editor(props: {
  readonly title: string;
  readonly busy: boolean;
  /** What keeps it from being saved, "" if nothing does. */
  readonly problem: string;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    title.current?.scrollIntoView({ block: "nearest" });
    title.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    if (props.problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [props.problem]);
  return (
    <form
      noValidate
      class="desk-card desk-form desk-editor"
      ref={form}
      aria-labelledby="editor-title"
      data-testid="editor"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      <h3 id="editor-title" tabIndex={-1} ref={title}>
        {props.title}
      </h3>
      {props.problem && (
        <p class="notice notice-problem" role="alert">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
      {props.children}
      <div class="actions">
        <Button submit busy={props.busy} busyText={t.list.saving} testId="save">
          {t.list.save}
        </Button>
        <Button quiet onClick={props.onClose}>
          {t.list.cancel}
        </Button>
      </div>
    </form>
  );
}
