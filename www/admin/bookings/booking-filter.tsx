import { useEffect, useState } from "preact/hooks";
import { bookingStatuses } from "../../../contract/schemas/bookings";
import { Button } from "../controls/button";
import { ChoiceField, TextField } from "../controls/field";
import { useWords } from "../text";
import { type View, writeView } from "../view";

const fields = ["from", "to", "status", "email"] as const;
type Filter = Record<(typeof fields)[number], string>;

/** Which bookings are shown; the choice is kept in the address. */
export function BookingFilter(props: {
  readonly view: View;
  /** The same is asked for once more. */
  readonly onAgain: () => void;
}) {
  const { t } = useWords();
  const kept = filterOf(props.view);
  const [filter, setFilter] = useState(kept);
  const [problem, setProblem] = useState<string>();
  const key = JSON.stringify(kept);
  useEffect(() => setFilter(JSON.parse(key)), [key]);

  const set = (field: keyof Filter) => (value: string) => setFilter({ ...filter, [field]: value });
  const show = (next: Partial<Filter>) => {
    const isBackwards = next.from && next.to && next.to < next.from;
    setProblem(isBackwards ? t.bookings.range : undefined);
    if (isBackwards) return;
    const address = writeView({ tab: "bookings", filter: next });
    if (address === writeView({ tab: "bookings", filter: kept })) {
      setFilter(kept);
      props.onAgain();
    } else location.hash = address;
  };
  return (
    <form
      class="desk-filter"
      noValidate
      aria-label={t.bookings.filter}
      onSubmit={(event) => {
        event.preventDefault();
        show({ ...filter, email: filter.email.trim() });
      }}
    >
      <TextField
        id="from"
        type="date"
        label={t.bookings.from}
        value={filter.from}
        onInput={set("from")}
      />
      <TextField
        id="to"
        type="date"
        label={t.bookings.to}
        value={filter.to}
        onInput={set("to")}
        problem={problem}
      />
      <ChoiceField
        id="status"
        label={t.bookings.status}
        value={filter.status}
        onInput={set("status")}
        options={[
          { value: "", label: t.bookings.anyStatus },
          ...bookingStatuses.map((value) => ({ value, label: t.bookings.statuses[value] })),
        ]}
      />
      <TextField
        id="email"
        type="email"
        label={t.bookings.email}
        value={filter.email}
        onInput={set("email")}
      />
      <div class="actions">
        <Button submit testId="apply">
          {t.bookings.apply}
        </Button>
        <Button quiet testId="upcoming" onClick={() => show({})}>
          {t.bookings.clear}
        </Button>
      </div>
    </form>
  );
}

/** The parts of the view's filter that are known. */
export function filterOf({ filter }: View): Filter {
  return Object.fromEntries(fields.map((field) => [field, filter[field] ?? ""])) as Filter;
}
