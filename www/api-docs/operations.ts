import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
import type { Model } from "../../contract/openapi/model";

/** One operation of the document with where it is called. */
export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

/** The operations by the first part of their path, in the order of paths. */
export function operationGroups(
  document: OpenApiDocument,
): { readonly name: string; readonly operations: readonly PlacedOperation[] }[] {
  const groups = new Map<string, PlacedOperation[]>();
  for (const path of Object.keys(document.paths).sort()) {
    const name = path.split("/")[1] ?? "";
    const own = groups.get(name) ?? [];
    for (const [method, operation] of Object.entries(document.paths[path] ?? {})) {
      own.push({ method: method.toUpperCase(), path, operation });
    }
    groups.set(name, own);
  }
  return [...groups].map(([name, operations]) => ({ name, operations }));
}

/** Who may call an operation, in a sentence. */
export function whoMayCall({ security }: DocumentedOperation): string {
  const schemes = security.flatMap((each) => Object.keys(each));
  if (schemes.includes("adminToken")) {
    return "Admins: the header Authorization holds the token of a signed-in member of the group admins.";
  }
  if (schemes.includes("manageToken")) {
    return `Who holds the link of the booking: the header X-Manage-Token holds its secret.${
      schemes.includes("edgeKey") ? " Only through this site." : ""
    }`;
  }
  return schemes.includes("edgeKey")
    ? "Anybody, through this site: its edge adds the key that the API wants."
    : "Anybody.";
}

/** The model that a body or a reply refers to; undefined where it has none of its own. */
export function modelOf(
  document: OpenApiDocument,
  content: Readonly<Record<string, { readonly schema: Model }>> | undefined,
): Model | undefined {
  const reference = content?.["application/json"]?.schema.$ref;
  return typeof reference === "string"
    ? document.components.schemas[reference.split("/").at(-1) ?? ""]
    : undefined;
}
