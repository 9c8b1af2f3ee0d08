import type { OpenApiDocument } from "../../contract/openapi/document";
import { apiBase } from "../client";
import { FieldList } from "./field-list";
import { fieldRow, fieldRows } from "./fields";
import { modelOf, type PlacedOperation, whoMayCall } from "./operations";

/** One operation: how it is called, by whom, with what, and what it answers. */
export function OperationEntry(props: { document: OpenApiDocument; placed: PlacedOperation }) {
  const { document } = props;
  const { method, path, operation } = props.placed;
  const { operationId, summary, parameters, requestBody, responses } = operation;
  const body = requestBody && fieldRows(modelOf(document, requestBody.content) ?? {});
  const replies = Object.entries(responses);
  return (
    <article class="api-entry" id={operationId} aria-labelledby={`${operationId}-title`}>
      <h3 id={`${operationId}-title`}>
        <a href={`#${operationId}`}>
          <span class={`api-method api-${method.toLowerCase()}`}>{method}</span>{" "}
          <code>
            {apiBase}
            {path}
          </code>
        </a>
      </h3>
      <p>{summary}</p>
      <p class="hint">{whoMayCall(operation)}</p>
      {parameters.length > 0 && (
        <>
          <h4>Parameters</h4>
          <FieldList
            rows={parameters.map(({ name, schema, required, in: place, description }) => ({
              ...fieldRow(name, schema),
              required,
              place,
              about: description,
            }))}
          />
        </>
      )}
      {body && (
        <>
          <h4>Body</h4>
          {body.length > 0 ? <FieldList rows={body} /> : <p>An empty JSON object.</p>}
        </>
      )}
      {replies
        .filter(([status]) => status < "300")
        .map(([status, { content }]) => {
          const rows = fieldRows(modelOf(document, content) ?? {});
          const kind = Object.keys(content ?? {}).join();
          return (
            <div key={status}>
              <h4>Reply {status}</h4>
              {rows.length > 0 ? (
                <details>
                  <summary>{rows.length === 1 ? "One field" : `${rows.length} fields`}</summary>
                  <FieldList rows={rows} />
                </details>
              ) : (
                <p>{kind ? `${kind}.` : "No content."}</p>
              )}
            </div>
          );
        })}
      <h4>Errors</h4>
      <ul class="api-errors">
        {replies
          .filter(([status]) => status >= "400")
          .map(([status, { description }]) => (
            <li key={status}>
              <strong>{status}</strong> {description}
            </li>
          ))}
      </ul>
    </article>
  );
}
