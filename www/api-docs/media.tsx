import type { DocumentedOperation } from "../../contract/openapi/document";
import { FieldList } from "./field-list";
import { fieldRows, type Models } from "./fields";
import { modelOf } from "./operations";

/** What a body or a reply holds: its fields, and an example. */
export function Media(props: {
  content: DocumentedOperation["responses"][string]["content"];
  models: Models;
  /** Hides the fields until somebody asks for them. */
  folded?: boolean;
}) {
  const { content = {}, models, folded } = props;
  const [type] = Object.keys(content);
  if (type === undefined) return <p>No content.</p>;
  const rows = fieldRows(modelOf(content) ?? {}, models);
  const { example } = content[type] ?? {};
  const list = <FieldList rows={rows} />;
  return (
    <>
      {rows.length === 0 && <p>{type === "application/json" ? "An empty JSON object." : type}</p>}
      {rows.length > 0 && (folded ? <Folded title={countOf(rows.length)}>{list}</Folded> : list)}
      {example !== undefined && rows.length > 0 && (
        <Folded title="Example">
          <Code text={JSON.stringify(example, null, 2)} />
        </Folded>
      )}
      {typeof example === "string" && (
        <Folded title="Example">
          <Code text={example} />
        </Folded>
      )}
    </>
  );
}

function Folded(props: { title: string; children: preact.ComponentChildren }) {
  return (
    <details>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}

/** It scrolls by itself, so it has to be reached by the keyboard. */
function Code({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled block needs the focus
    <pre tabIndex={0}>
      <code>{text}</code>
    </pre>
  );
}

function countOf(fields: number): string {
  return fields === 1 ? "One field" : `${fields} fields`;
}
