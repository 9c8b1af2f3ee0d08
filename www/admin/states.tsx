import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Failure } from "../client";
import { Icon } from "../icons";
import { failureText } from "./failure";
import { useWords } from "./text";
import type { List } from "./use-list";

/** A list in any state: loading, empty, failed, shown, with more to load. */
export function ListStates<Item>(props: {
  readonly list: List<Item>;
  readonly empty: string;
  readonly emptyHint: string;
  readonly children: ComponentChildren;
}) {
  const { t } = useWords();
  const { list } = props;
  const count = list.items.length;
  if (list.state === "failed") return <Problem failure={list.failure} onRetry={list.reload} />;
  if (list.state === "loading" && count === 0) return <Loading />;
  if (count === 0 && !list.hasMore) {
    return (
      <div class="desk-empty" data-testid="empty">
        <p class="notice-title">{props.empty}</p>
        <p class="hint">{props.emptyHint}</p>
      </div>
    );
  }
  return (
    <div aria-busy={list.state === "loading" ? "true" : undefined}>
      {props.children}
      {list.failure && <Problem failure={list.failure} onRetry={list.more} />}
      <div class="desk-more">
        <p class="hint" role="status">
          {list.hasMore ? t.list.shownMore(count) : t.list.shown(count)}
        </p>
        {list.hasMore && !list.failure && (
          <Button busy={list.busyMore} busyText={t.list.moreBusy} onClick={list.more} quiet>
            {t.list.more}
          </Button>
        )}
      </div>
    </div>
  );
}

function Loading() {
  const { t } = useWords();
  return (
    <div data-testid="loading">
      <p role="status">{t.list.loading}</p>
      <div class="skeleton skeleton-lines" aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}

function Problem(props: { readonly failure: Failure | undefined; readonly onRetry: () => void }) {
  const { language, t } = useWords();
  if (!props.failure) return null;
  return (
    <div class="notice notice-problem" role="alert" data-testid="failure">
      <p class="notice-title">{t.failure.title}</p>
      <p>{failureText(props.failure, t, language)}</p>
      <button type="button" class="button button-small" onClick={props.onRetry}>
        {t.failure.retry}
      </button>
    </div>
  );
}

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
