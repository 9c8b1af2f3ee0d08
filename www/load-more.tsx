import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * The button below a list that loads page by page. It keeps the focus while there is more; after the
 * last page it disappears, and the focus moves to the first item of that page.
 */
export function LoadMore(props: {
  state: "idle" | "busy" | "failed";
  /** False when everything is shown. */
  left: boolean;
  /** How many items are shown. */
  shown: number;
  /** Finds the items' headings on the page. */
  headings: string;
  words: { readonly more: string; readonly busy: string; readonly failed: string };
  /** Announces how many are shown. */
  said: string;
  onMore: () => void;
}) {
  const asked = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const from = asked.current;
    if (from === undefined || props.state === "busy") return;
    asked.current = undefined;
    if (props.left || props.state === "failed") return;
    document.querySelectorAll<HTMLElement>(props.headings)[from]?.focus();
  }, [props.shown, props.state, props.left]);

  const busy = props.state === "busy";
  return (
    <div class="more">
      <p class="visually-hidden" role="status">
        {props.said}
      </p>
      {props.state === "failed" && (
        <p class="field-problem" role="alert">
          {props.words.failed}
        </p>
      )}
      {props.left && (
        <button
          type="button"
          class="button button-quiet"
          aria-disabled={busy ? "true" : undefined}
          data-testid="more"
          onClick={() => {
            if (busy) return;
            asked.current = props.shown;
            props.onMore();
          }}
        >
          {busy ? props.words.busy : props.words.more}
        </button>
      )}
    </div>
  );
}
