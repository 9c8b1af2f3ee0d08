/** A choice of one, all of which is on the screen. */
export function Choice<Value extends string>(props: {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly value: Value | "";
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly problem?: string | undefined;
  readonly onChoose: (value: Value) => void;
}) {
  const { name, problem } = props;
  return (
    <fieldset class="desk-choice" data-testid={name}>
      <legend>
        {props.legend} {props.hint && <span class="hint">{props.hint}</span>}
      </legend>
      <div class="desk-choice-options">
        {props.options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              aria-invalid={problem ? "true" : undefined}
              aria-describedby={problem ? `${name}-problem` : undefined}
              onChange={() => props.onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {problem && (
        <p class="field-problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
