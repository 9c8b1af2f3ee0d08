import { type Operation, pathParameters } from "../operations/operation";
import type { Parameter } from "./document";
import { model } from "./model";

/** The parameters that a request of an operation may have, by place and name alone. */
export function plainParameters(operation: Operation): Parameter[] {
  return [
    ...pathParameters(operation.path).map((name) => plain(name, "path", true)),
    ...queryParameters(operation),
    ...Object.keys(operation.headers ?? {}).map((name) => plain(name, "header", false)),
  ];
}

/** The query parameters of an operation. */
export function queryParameters({ query }: Pick<Operation, "query">): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = model(query) as {
    properties?: object;
    required?: string[];
  };
  return Object.keys(properties).map((name) => plain(name, "query", required.includes(name)));
}

function plain(name: string, place: Parameter["in"], required: boolean): Parameter {
  return { name, in: place, required, schema: { type: "string" } };
}
