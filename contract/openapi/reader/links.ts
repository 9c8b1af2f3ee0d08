import { type Operation, pathParameters } from "../../operations/operation";
import type { Link, Routes } from "../document";
import type { Model } from "../model";

/** What can be called with what an operation created: everything that reads it and changes it. */
export function linksOf(
  routes: Routes,
  operation: Operation,
  reply: Model | undefined,
): Readonly<Record<string, Link>> | undefined {
  const properties = (reply?.properties ?? {}) as object;
  if (operation.status !== 201) return undefined;
  const links = Object.entries(routes).flatMap(([operationId, { path, access }]) => {
    const [id, ...others] = pathParameters(path);
    if (!id || others.length > 0 || !(id in properties)) return [];
    const link: Link = {
      operationId,
      parameters: { [id]: `$response.body#/${id}` },
      ...(access === "manage" && { description: whereTheTokenIs }),
    };
    return [[operationId, link] as const];
  });
  return links.length > 0 ? Object.fromEntries(links) : undefined;
}

const whereTheTokenIs =
  "X-Manage-Token is what follows the full stop in the fragment of `manageUrl`.";
