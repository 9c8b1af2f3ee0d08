import type { ComponentChildren } from "preact";
import type { Failure } from "../../client";
import { failureText } from "../failure";
import { useWords } from "../text";
import type { List } from "../use-list";
import { Button } from "./button";

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

/** Stands where something is on its way. */
export function Loading() {
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

/** Why something could not be loaded, and another try. */
export function Problem(props: {
  readonly failure: Failure | undefined;
  readonly onRetry: () => void;
}) {
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
