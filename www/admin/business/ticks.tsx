import { pathText } from "../../../contract/business/path-text";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import type { Path } from "./json";
import { usePlace } from "./place";

/** Check boxes of which any number may be ticked. */
export function Ticks(props: {
  readonly path: Path;
  readonly legend: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  /** The ticked values, in the order of the options. */
  readonly onChange: (chosen: string[]) => void;
}) {
  const { problems } = usePlace();
  const { options, chosen, path } = props;
  const id = pathText(path);
  const problem = problems[id];
  const tick = (value: string, isTicked: boolean) =>
    props.onChange(
      options
        .map((option) => option.value)
        .filter((each) => (each === value ? isTicked : chosen.includes(each))),
    );
  return (
    <fieldset class="desk-ticks" id={id} tabIndex={-1}>
      {props.legend && <legend>{props.legend}</legend>}
      {options.map(({ value, label }) => (
        <label class="tick" key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            aria-invalid={problem ? "true" : undefined}
            onChange={(event) => tick(value, event.currentTarget.checked)}
          />
          {label}
        </label>
      ))}
      {problem && (
        <p class="field-problem">
          <Icon name="alert" /> {typeset(problem)}
        </p>
      )}
    </fieldset>
  );
}
