import * as streams from "../../../../contract/functions/streams";
import * as operations from "../../../../contract/operations";
import { type Operation, pathParameters } from "../../../../contract/operations/operation";
import { adminClaims, apiEvent } from "../../events";
import type { Reply } from "../../stage";
import type { Site } from "../site";
import { type Functions, ProcessKilled } from "./functions";

const rows: readonly Operation[] = Object.values(operations);
const routes = rows.map((operation) => ({
  operation,
  names: pathParameters(operation.path),
  pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, "([^/]+)").replaceAll(".", "\\.")}$`),
}));

/** Every handler module that is called here. */
export const operationModules = [
  ...new Set(rows.map(({ handler }) => handler)),
  streams.aggregateFeedback.handler,
];

/** Calls an operation's function with the event that the gateway would make. */
export function apiOf(functions: Functions): Site["api"] {
  return async (method, target, { body, headers: { Authorization, ...headers } = {} } = {}) => {
    const [path = "", query] = target.split("?");
    const found = routes.find(
      ({ operation, pattern }) => operation.method === method && pattern.test(path),
    );
    if (!found) throw new Error(`No operation is at ${method} ${path}.`);
    const { operation, names, pattern } = found;
    const values = pattern.exec(path)?.slice(1) ?? [];
    const event = {
      ...apiEvent({
        body,
        headers,
        ...(query !== undefined && { query: Object.fromEntries(new URLSearchParams(query)) }),
        path: Object.fromEntries(names.map((name, at) => [name, values[at] as string])),
        ...(Authorization !== undefined && { claims: adminClaims }),
      }),
      resource: operation.path,
      path,
      httpMethod: method,
    };
    try {
      return replyOf(await functions.invoke(operation.handler, event));
    } catch (error) {
      if (error instanceof ProcessKilled) throw error;
      // A function that fails is what the gateway answers with a 500.
      const text = `${error} ${functions.lines.at(-1) ?? ""}`;
      return { status: 500, headers: new Headers(), text, json: undefined };
    }
  };
}

function replyOf(reply: unknown): Reply {
  const { statusCode, headers, body } = reply as {
    readonly statusCode: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  };
  const text = body ?? "";
  const json = text.startsWith("{") ? JSON.parse(text) : undefined;
  return { status: statusCode, headers: new Headers(headers), text, json };
}
