import { useLayoutEffect, useRef } from "preact/hooks";
import { useSite } from "./site";

/** What keeps a form from being sent, with a link to each field; takes the focus. */
export function ProblemBox(props: {
  problems: readonly {
    readonly field: string;
    readonly text: string;
    /** Finds the selectors where it can be put right; the first one on the page gets the focus. */
    readonly selector: string;
  }[];
  /** A new value moves the focus here again. */
  occasion: unknown;
}) {
  const { t } = useSite();
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => box.current?.focus(), [props.occasion]);

  if (props.problems.length === 0) return null;
  return (
    <div class="notice notice-problem" role="alert" tabIndex={-1} ref={box} data-testid="problems">
      <p class="notice-title">{t.book.problems(props.problems.length)}</p>
      <ul>
        {props.problems.map(({ field, text, selector }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.querySelector<HTMLElement>(selector)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
