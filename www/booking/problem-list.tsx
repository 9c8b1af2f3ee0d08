import { ProblemBox } from "../problem-box";
import type { Setback } from "./attempt/use-refusals";
import { type Field, fieldOrder, type Problems } from "./request";

/** Where each field can be corrected: the first of these on the page gets the focus. */
const selectors: Record<Field, string> = {
  service: "input[name=service]",
  options: ".service-options input, input[name=service]",
  staff: "input[name=staff]:checked",
  date: "input[name=time]:not(:disabled), input[name=date]:not(:disabled), input[name=service]",
  time: "input[name=time]:not(:disabled), input[name=date]:not(:disabled), input[name=service]",
  name: "#name",
  phone: "#phone",
  email: "#email",
  note: "#note",
};

/** What keeps the booking from being sent. */
export function ProblemList(props: { problems: Problems; setback: Setback }) {
  const { problems } = props;
  // Without a service there are no times to choose from, so one problem is enough.
  const fields = fieldOrder.filter(
    (field) =>
      !(field === "time" && problems.date) &&
      !((field === "time" || field === "date") && problems.service),
  );
  return (
    <ProblemBox
      occasion={props.setback}
      problems={fields.flatMap((field) => {
        const text = problems[field];
        return text ? [{ field, text, selector: selectors[field] }] : [];
      })}
    />
  );
}
