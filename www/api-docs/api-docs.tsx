import { Fragment } from "preact";
import type { OpenApiDocument } from "../../contract/openapi/document";
import { useSite } from "../site";
import { ErrorCodes } from "./error-codes";
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
              Bodies and replies are JSON, and an operation refuses fields that it does not know. An
              error is always <code>{'{"code": "…", "error": "…", "fields"?: {…}}'}</code>: a{" "}
              <a href="#codes-title">code</a> for programs, a sentence in the language of{" "}
              <code>Accept-Language</code>, and one for each field that is wrong. The ids of
              services, people and categories are today's: the business may change them, and an
              operation answers <code>invalid</code> for one that it does not have.
            </p>
          </section>
          {groups.map(({ name, description, operations }) => (
            <section key={name} class="api-group" aria-labelledby={`group-${name}`}>
              <h2 id={`group-${name}`}>{name}</h2>
              <p>{description}</p>
              {operations.map((placed) => (
                <OperationEntry
                  key={placed.operation.operationId}
                  document={props.document}
                  placed={placed}
                />
              ))}
            </section>
          ))}
          <ErrorCodes />
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
