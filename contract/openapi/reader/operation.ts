import * as v from "valibot";
import type { Operation } from "../../operations/operation";
import type { Content, DocumentedOperation, Parameter, Response } from "../document";
import type { Model } from "../model";
import { modelName, reference, tagOf } from "../names";
import { plainParameters } from "../parameters";
import { descriptions } from "./descriptions";
import { exampleCalendar } from "./examples";
import { linksOf } from "./links";
import { describedAs, type Parts } from "./parts";
import { cacheHeader, errorResponses } from "./responses";

/** One operation, with everything that its row says and implies. */
export function operationOf(parts: Parts, name: string, operation: Operation): DocumentedOperation {
  const { summary, access, status, body } = operation;
  return {
    operationId: name,
    summary,
    ...(descriptions[name] && { description: descriptions[name] }),
    tags: [tagOf(operation)],
    parameters: parametersOf(parts, name, operation),
    ...(body && {
      requestBody: {
        // The functions take no body at all for an empty object.
        required: !v.safeParse(body, {}).success,
        content: contentOf(parts, parts.nameOf.get(body) ?? modelName(name, "Request")),
      },
    }),
    responses: {
      [status]: successOf(parts, name, operation),
      ...errorResponses(operation),
    },
    security: [
      ...(access === "manage" ? [{ manageToken: [] }] : []),
      ...(access === "admin" ? [{ adminToken: [] }] : []),
    ],
  };
}

function parametersOf({ fields, queries }: Parts, name: string, operation: Operation): Parameter[] {
  const query = (queries[name]?.properties ?? {}) as Readonly<Record<string, Model>>;
  return plainParameters(operation).map((parameter) => {
    const field = fields[`${name}.${parameter.name}`] ?? fields[parameter.name];
    const known = parameter.in === "query" ? query[parameter.name] : { type: "string", ...field };
    const { description, example, ...schema } = { ...known };
    const said = operation.headers?.[parameter.name] ?? description;
    return {
      ...parameter,
      ...(said !== undefined && { description: String(said) }),
      schema: { ...schema, ...(example !== undefined && { example }) },
      ...(schema.type === "array" && { style: "form", explode: false }),
    };
  });
}

function contentOf({ examples }: Parts, model: string): Content {
  return {
    "application/json": {
      schema: reference(model),
      ...(model in examples && { example: examples[model] }),
    },
  };
}

function successOf(parts: Parts, name: string, operation: Operation): Response {
  const { status, reply, contentType } = operation;
  const headers = { "Cache-Control": cacheHeader(operation) };
  if (status === 204) return { description: "Done; there is nothing to say.", headers };
  if (contentType && contentType !== "application/json") {
    const calendar = { schema: { type: "string" }, example: exampleCalendar };
    return { description: "The file.", headers, content: { [contentType]: calendar } };
  }
  const model = parts.nameOf.get(reply) ?? modelName(name, "Reply");
  const links = linksOf(parts.routes, operation, parts.models[model]);
  return {
    description: describedAs(model).description ?? "Done.",
    headers,
    content: contentOf(parts, model),
    ...(links && { links }),
  };
}
