import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
import { apiBase } from "../client";
import { FieldList } from "./field-list";
import { fieldRow } from "./fields";
import { Media } from "./media";
import { type PlacedOperation, whoMayCall } from "./operations";

/** One operation: how it is called, by whom, with what, and what it answers. */
export function OperationEntry(props: { document: OpenApiDocument; placed: PlacedOperation }) {
  const { method, path, operation } = props.placed;
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const models = props.document.components.schemas;
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
      <p>
        {summary} {description?.replaceAll("`", "")}
      </p>
      <p class="hint">{whoMayCall(operation)}</p>
      {parameters.length > 0 && (
        <>
          <h4>Parameters</h4>
          <FieldList
            rows={parameters.map(({ name, schema, required, in: place, description: about }) => ({
              ...fieldRow(name, schema, models),
              required,
              place,
              about,
            }))}
          />
        </>
      )}
      {requestBody && (
        <>
          <h4>{requestBody.required ? "Body" : "Body, optional"}</h4>
          <Media content={requestBody.content} models={models} />
        </>
      )}
      {replies
        .filter(([status]) => status < "300")
        .map(([status, { content, links }]) => (
          <div key={status}>
            <h4>Reply {status}</h4>
            <Media content={content} models={models} folded />
            {links && <NextCalls links={links} />}
          </div>
        ))}
      <h4>Errors</h4>
      <ul class="api-errors">
        {replies
          .filter(([status]) => status >= "400")
          .map(([status, response]) => (
            <li key={status}>
              <strong>{status}</strong> <Codes codes={response["x-codes"] ?? []} />
            </li>
          ))}
      </ul>
    </article>
  );
}

/** What can be called next with what was answered. */
function NextCalls({ links }: Required<Pick<DocumentedOperation["responses"][string], "links">>) {
  return (
    <p class="api-next">
      Then:{" "}
      {Object.entries(links).map(([name, { operationId }], index) => (
        <span key={name}>
          {index > 0 && ", "}
          <a href={`#${operationId}`}>{operationId}</a>
        </span>
      ))}
    </p>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <>
      {codes.map((code, index) => (
        <span key={code}>
          {index > 0 && ", "}
          <a href={`#code-${code}`}>
            <code>{code}</code>
          </a>
        </span>
      ))}
    </>
  );
}
