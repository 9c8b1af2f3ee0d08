import type { ComponentChildren } from "preact";

/**
 * A table that becomes one card per row on a narrow screen; the roles are written out because a
 * table laid out as blocks loses its own.
 */
export function Table(props: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <table class="desk-table" role="table">
      <caption class="visually-hidden">{props.caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {props.heads.map((head) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={head} scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">{props.children}</tbody>
    </table>
  );
}

/** One cell; on a narrow screen its label precedes it. */
export function Cell(props: {
  readonly label: string;
  readonly head?: boolean;
  readonly number?: boolean;
  readonly children?: ComponentChildren;
}) {
  const { label, children } = props;
  if (props.head) {
    return (
      // biome-ignore lint/a11y/noRedundantRoles: see Table
      <th scope="row" role="rowheader">
        {children}
      </th>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see Table
    <td role="cell" data-label={label} class={props.number ? "number" : undefined}>
      {children}
    </td>
  );
}
