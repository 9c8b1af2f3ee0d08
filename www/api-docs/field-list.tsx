import type { FieldRow } from "./fields";

/** Fields with their type and rules; `place` says where a parameter stands. */
export function FieldList(props: { rows: readonly (FieldRow & { place?: string })[] }) {
  return (
    <ul class="api-fields">
      {props.rows.map(({ name, type, required, rules, place, about }) => (
        <li key={`${place}-${name}`}>
          <code>{name}</code>
          <span>
            {place && `${place}, `}
            {type}
            {required && <strong>, required</strong>}
            {about && <span class="api-about">{about.replaceAll("`", "")}</span>}
            {rules.map((rule) => (
              <span key={rule} class="api-rule">
                {rule}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
