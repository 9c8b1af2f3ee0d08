import { type Operation, pathParameters } from "../../operations/operation";
import type { Link, Routes } from "../document";
import type { Model } from "../model";
import { queryParameters } from "../parameters";

/** The properties of a reply that may be where its next page starts. */
const cursors = ["cursor", "lastKey"];

/**
 * What can be called with what an operation answered: everything that reads or changes what it created,
 * and the next page of a list.
 */
export function linksOf(
  routes: Routes,
  name: string,
  operation: Operation,
  reply: Model | undefined,
): Readonly<Record<string, Link>> | undefined {
  const properties = (reply?.properties ?? {}) as Readonly<Record<string, Model>>;
  const links: Record<string, Link> = {
    ...(operation.status === 201 && createdLinks(routes, properties)),
    ...pageLink(name, operation, properties),
  };
  return Object.keys(links).length > 0 ? links : undefined;
}

function createdLinks(routes: Routes, properties: object): Record<string, Link> {
  return Object.fromEntries(
    Object.entries(routes).flatMap(([operationId, { path, access }]) => {
      const [id, ...others] = pathParameters(path);
      if (!id || others.length > 0 || !(id in properties)) return [];
      const link: Link = {
        operationId,
        parameters: { [id]: `$response.body#/${id}` },
        ...(access === "manage" && {
          description:
            "X-Manage-Token is what follows the full stop in the fragment of `manageUrl`.",
        }),
      };
      return [[operationId, link]];
    }),
  );
}

function pageLink(
  operationId: string,
  operation: Operation,
  properties: object,
): Record<string, Link> {
  const cursor = queryParameters(operation)
    .map(({ name }) => name)
    .find((name) => cursors.includes(name) && name in properties);
  if (!cursor) return {};
  const parameters = { [cursor]: `$response.body#/${cursor}` };
  return { nextPage: { operationId, parameters, description: "Absent on the last page." } };
}
