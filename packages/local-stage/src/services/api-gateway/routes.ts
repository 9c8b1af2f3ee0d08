import type { Json } from "./json";

/** One method of one resource of the document. */
export interface Operation {
  /** Upper case; "ANY" takes what has no entry of its own. */
  readonly method: string;
  /** The resource's template, for example "/orders/{id}". */
  readonly resourcePath: string;
  readonly spec: Json;
  /** The parameters of the resource and of the method, references followed. */
  readonly parameters: readonly Json[];
}

export interface Match {
  readonly operation: Operation;
  /** As they were sent: a REST API leaves their escapes to the function. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Resource {
  readonly segments: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];

/** Finds the operation of a request; a path or method that the document lacks has none. */
export type Router = (method: string, path: string) => Match | undefined;

/** Builds the router of a document. A static segment beats a parameter, which beats `{proxy+}`. */
export function router(document: Json): Router {
  const resources = Object.entries<Json>(document.paths ?? {})
    .map(([path, item]) => readResource(document, path, item))
    .sort((a, b) => compare(a.segments, b.segments));
  return (method, path) => {
    const segments = split(path);
    for (const resource of resources) {
      const pathParameters = bind(resource.segments, segments);
      if (!pathParameters) continue;
      // The resource is chosen before the method, so there is no second try at a looser template.
      const operation = resource.operations.get(method) ?? resource.operations.get("ANY");
      return operation && { operation, pathParameters };
    }
    return undefined;
  };
}

/** Every operation of a document. */
export function operationsOf(document: Json): Operation[] {
  return Object.entries<Json>(document.paths ?? {}).flatMap(([path, item]) => [
    ...readResource(document, path, item).operations.values(),
  ]);
}

/** Follows a local reference such as "#/components/parameters/Days". */
export function dereference(document: Json, node: Json): Json {
  if (typeof node?.$ref !== "string") return node;
  const found = node.$ref
    .replace(/^#\//, "")
    .split("/")
    .reduce((at: Json, key: string) => at?.[key.replace(/~1/g, "/").replace(/~0/g, "~")], document);
  if (found === undefined) throw new Error(`The API document has no ${node.$ref}.`);
  return dereference(document, found);
}

function readResource(document: Json, path: string, item: Json): Resource {
  const operations = new Map<string, Operation>();
  const add = (method: string, spec: Json) => {
    const parameters = [...(item.parameters ?? []), ...(spec.parameters ?? [])].map((parameter) =>
      dereference(document, parameter),
    );
    operations.set(method, { method, resourcePath: path, spec, parameters });
  };
  for (const method of methods) if (item[method]) add(method.toUpperCase(), item[method]);
  const any = item["x-amazon-apigateway-any-method"];
  if (any) add("ANY", any);
  return { segments: split(path), operations };
}

/** The gateway takes "/orders/" for "/orders". */
function split(path: string): string[] {
  const trimmed = path.replace(/^\//, "").replace(/\/$/, "");
  return trimmed === "" ? [] : trimmed.split("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function looseness(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (/^\{.+\+\}$/.test(segment)) return 3;
  return /^\{.+\}$/.test(segment) ? 2 : 1;
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = looseness(a[i]) - looseness(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function bind(template: readonly string[], segments: readonly string[]) {
  const bound: Record<string, string> = {};
  for (const [i, part] of template.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part);
    if (greedy) {
      if (segments.length <= i) return undefined;
      bound[greedy[1] as string] = segments.slice(i).join("/");
      return bound;
    }
    const segment = segments[i];
    const parameter = /^\{(.+)\}$/.exec(part);
    if (parameter) {
      if (!segment) return undefined;
      bound[parameter[1] as string] = segment;
    } else if (segment === undefined || decode(segment) !== part) {
      return undefined;
    }
  }
  return segments.length === template.length ? bound : undefined;
}
