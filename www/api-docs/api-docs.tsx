import { Fragment } from "preact";
import type { OpenApiDocument } from "../../contract/openapi/document";
import { useSite } from "../site";
import { OperationEntry } from "./operation-entry";
import { operationGroups } from "./operations";

/** The reference of the whole API; its frame is in the page's language, its substance in English. */
export function ApiDocs(props: { document: OpenApiDocument }) {
  const { t } = useSite();
  const groups = operationGroups(props.document);
  return (
    <div class="wide app api-docs">
      <div class="page-head">
        <h1>{t.apiDocs.title}</h1>
        <p class="lead">{t.apiDocs.lead}</p>
        <p class="api-download">
          <a href="/openapi.json">{t.apiDocs.download} (openapi.json)</a>
        </p>
      </div>
      <div class="api-row" lang="en">
        <nav class="api-contents" aria-label="Operations">
          {groups.map(({ name, operations }) => (
            <div key={name}>
              <p>{name}</p>
              <ul>
                {operations.map(({ method, path, operation }) => (
                  <li key={operation.operationId}>
                    <a href={`#${operation.operationId}`}>
                      <span class="api-method-small">{method}</span> <Path path={path} />
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div>
          <section class="api-general" aria-labelledby="general-title">
            <h2 id="general-title">For every operation</h2>
            <p>
              Bodies and replies are JSON. Fields that an operation does not know are refused. An
              error is always <code>{'{"error": "…", "fields"?: {…}}'}</code>: a sentence in the
              language of <code>Accept-Language</code>, and one for each field that is wrong. The
              rules below are those that the gateway checks; the operation itself may check more,
              for example that a date is within the booking horizon, and then says so in{" "}
              <code>fields</code>.
            </p>
          </section>
          {groups.map(({ name, operations }) => (
            <section key={name} class="api-group" aria-labelledby={`group-${name}`}>
              <h2 id={`group-${name}`}>{name}</h2>
              {operations.map((placed) => (
                <OperationEntry
                  key={placed.operation.operationId}
                  document={props.document}
                  placed={placed}
                />
              ))}
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

/** A path that is broken after its slashes where it does not fit. */
function Path({ path }: { readonly path: string }) {
  return (
    <span>
      {path.split(/(?<=\/)/).map((part) => (
        <Fragment key={part}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
