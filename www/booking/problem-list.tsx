import { useLayoutEffect, useRef } from "preact/hooks";
import { useSite } from "../site";
import { type Field, fieldOrder, type Problems } from "./request";
import type { Setback } from "./use-booking";

/** Where each field can be put right: the first of these that is on the page gets the focus. */
const places: Record<Field, string> = {
  service: "input[name=service]",
  staff: "input[name=staff]:checked",
  date: "input[name=time]:not(:disabled), input[name=date]:not(:disabled), input[name=service]",
  time: "input[name=time]:not(:disabled), input[name=date]:not(:disabled), input[name=service]",
  name: "#name",
  phone: "#phone",
  email: "#email",
  note: "#note",
};

/** Everything that keeps the form from being sent, each leading to its field; takes the focus. */
export function ProblemList(props: { problems: Problems; setback: Setback }) {
  const { t } = useSite();
  const box = useRef<HTMLDivElement>(null);
  // Without a service there are no times to choose from, so one sentence is enough.
  const fields = fieldOrder.filter(
    (field) =>
      props.problems[field] &&
      !(field === "time" && props.problems.date) &&
      !((field === "time" || field === "date") && props.problems.service),
  );

  useLayoutEffect(() => box.current?.focus(), [props.setback]);

  if (fields.length === 0) return null;
  return (
    <div class="notice notice-problem" role="alert" tabIndex={-1} ref={box} data-testid="problems">
      <p class="notice-title">{t.book.problems(fields.length)}</p>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.querySelector<HTMLElement>(places[field])?.focus();
              }}
            >
              {props.problems[field]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
