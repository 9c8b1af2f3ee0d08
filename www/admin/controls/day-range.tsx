import { useState } from "preact/hooks";
import { useWords } from "../text";
import { type Tab, writeView } from "../view";
import { Button } from "./button";
import { TextField } from "./field";

/** The days that a list covers; the choice is kept in the address. */
export function DayRange(props: {
  readonly tab: Tab;
  readonly range: { readonly from: string; readonly to: string };
  /** The same days are asked for once more. */
  readonly onAgain: () => void;
}) {
  const { t } = useWords();
  const [from, setFrom] = useState(props.range.from);
  const [to, setTo] = useState(props.range.to);
  const [problem, setProblem] = useState<string>();
  return (
    <form
      class="desk-filter"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isBackwards = from !== "" && to !== "" && to < from;
        setProblem(isBackwards ? t.bookings.range : undefined);
        if (isBackwards) return;
        const { tab, range } = props;
        if (from === range.from && to === range.to) props.onAgain();
        else location.hash = writeView({ tab, filter: { from, to } });
      }}
    >
      <TextField id="from" type="date" label={t.bookings.from} value={from} onInput={setFrom} />
      <TextField
        id="to"
        type="date"
        label={t.bookings.to}
        value={to}
        onInput={setTo}
        problem={problem}
      />
      <div class="actions">
        <Button submit>{t.bookings.apply}</Button>
      </div>
    </form>
  );
}
