import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../controls/button";
import { useWords } from "../../text";

/** As many rows as are shown before somebody asks for all. */
const first = 10;

/** A list that may be long: its first rows, and all of them on request. */
export function ShortList<Item>(props: {
  readonly items: readonly Item[];
  /** How many there are beyond those that are known. */
  readonly unlisted: number;
  readonly row: (item: Item) => ComponentChildren;
  readonly testId: string;
}) {
  const w = useWords().t.removal;
  const [isWhole, setWhole] = useState(false);
  const { items, unlisted } = props;
  const hidden = !isWhole && items.length > first;
  return (
    <>
      <ul class="desk-removal-list" data-testid={props.testId}>
        {(hidden ? items.slice(0, first) : items).map((item, index) => (
          // The rows hold no state of their own.
          <li key={index}>{props.row(item)}</li>
        ))}
        {!hidden && unlisted > 0 && <li class="hint">{w.more(unlisted)}</li>}
      </ul>
      {items.length > first && (
        <p>
          <Button quiet onClick={() => setWhole(!isWhole)} testId={`${props.testId}-all`}>
            {isWhole ? w.showFewer : w.showAll(items.length)}
          </Button>
        </p>
      )}
    </>
  );
}
