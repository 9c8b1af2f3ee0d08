import type { Business } from "../../business";
import { type OpenApiDocument, pathsOf, type Routes } from "../document";
import type { Model } from "../model";
import { tagOf, tags } from "../names";
import { operationOf } from "./operation";
import { partsOf } from "./parts";
import { errorExamples, responseHeaders } from "./responses";

/**
 * The contract as somebody reads it who writes a client: how to call each operation through the site,
 * with every rule that a schema can tell. The key that the edge adds is none of the client's business.
 */
export function readerDocument(
  business: Business,
  routes: Routes,
  apiBase: string,
): OpenApiDocument {
  const parts = partsOf(business, routes);
  const paths = pathsOf(routes, (name, operation) => operationOf(parts, name, operation));
  const tagged = new Set<string>(Object.values(routes).map(tagOf));
  return {
    openapi: "3.0.3",
    info: {
      title: `${business.name} API`,
      version: "1",
      description: howToCall,
      contact: { name: business.name, email: business.email },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: apiBase }],
    tags: tags.filter(({ name }) => tagged.has(name)),
    paths,
    components: {
      schemas: referred("schemas", paths, parts.models),
      examples: referred("examples", paths, errorExamples),
      headers: responseHeaders,
      securitySchemes,
    },
  };
}

const howToCall = [
  "Bodies and replies are JSON. An operation refuses properties that it does not know.",
  "An error is `{code, error, fields?}`: programs decide by the code; people read the sentences, which are in the language of `Accept-Language`. What the gateway refuses by itself it says in English.",
  "Dates and times are the business's own (`YYYY-MM-DD`, `HH:MM`); moments are UTC in ISO 8601.",
].join("\n\n");

const securitySchemes = {
  manageToken: {
    type: "apiKey",
    in: "header",
    name: "X-Manage-Token",
    description:
      "The token of one booking: what follows the full stop in the fragment of its `manageUrl`.",
  },
  adminToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The ID token of a signed-in member of the group `admins`.",
  },
} as const;

/** The components of a kind that something refers to, in their order. */
function referred(kind: string, paths: object, components: Readonly<Record<string, Model>>) {
  const found = new Set<string>();
  const look = (part: unknown) => {
    const references = JSON.stringify(part).matchAll(/"#\/components\/(\w+)\/([\w.-]+)"/g);
    for (const [, of, name = ""] of references) {
      if (of !== kind || found.has(name)) continue;
      found.add(name);
      look(components[name] ?? {});
    }
  };
  look(paths);
  return Object.fromEntries(Object.entries(components).filter(([name]) => found.has(name)));
}
