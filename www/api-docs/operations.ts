import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
import type { Model } from "../../contract/openapi/model";

/** One operation of the document with where it is called. */
export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

export interface OperationGroup {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly PlacedOperation[];
}

/** The operations by their tag, both in the order of the document. */
export function operationGroups({ paths, tags = [] }: OpenApiDocument): OperationGroup[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
  return tags.map((tag) => ({
    ...tag,
    operations: all.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }));
}

/** Who may call an operation, in a sentence. */
export function whoMayCall({ security }: DocumentedOperation): string {
  const schemes = security.flatMap((each) => Object.keys(each));
  if (schemes.includes("adminToken")) {
    return "Admins: Authorization holds the ID token of a signed-in member of the group admins.";
  }
  return schemes.includes("manageToken")
    ? "Whoever holds the booking's link: X-Manage-Token holds its token."
    : "Anybody.";
}

/** The model of a JSON body or reply; undefined where there is none. */
export function modelOf(
  content: DocumentedOperation["responses"][string]["content"],
): Model | undefined {
  return content?.["application/json"]?.schema;
}
