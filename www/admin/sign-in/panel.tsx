import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../icons";
import { Button } from "../controls/button";
import { useWords } from "../text";

/** The frame of every step of signing in: title, what went wrong, the fields, one button. */
export function SignInPanel(props: {
  readonly title: string;
  readonly lead: string;
  readonly news?: string | undefined;
  readonly problem?: string | undefined;
  readonly submit: string;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  // The first field is next; after a mistake it is the secret.
  useEffect(() => {
    const fields = form.current?.querySelectorAll<HTMLInputElement>("input") ?? [];
    if (!props.busy) (props.problem ? [...fields].at(-1) : fields[0])?.focus();
  }, [props.problem, props.busy]);
  return (
    <section class="panel sign-in" data-testid="sign-in">
      <h1>{props.title}</h1>
      <p class="lead">{props.lead}</p>
      {props.news && (
        <p class="notice notice-quiet" role="status">
          {props.news}
        </p>
      )}
      {props.problem && (
        <p class="notice notice-problem" role="alert" data-testid="sign-in-problem">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
      <form
        noValidate
        class="desk-form"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.children}
        <Button submit busy={props.busy} busyText={t.signIn.busy}>
          {props.submit}
        </Button>
      </form>
    </section>
  );
}
