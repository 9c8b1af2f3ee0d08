import type { Routes } from "../handlers/openapi";
import { openApiDocument } from "../handlers/openapi";

/** A reply that the edge may keep. */
export interface CachedPath {
  /** The operation's name in kebab case. */
  readonly name: string;
  readonly path: string;
  readonly cacheSeconds: number;
  /** The query parameters that tell one reply from another. */
  readonly query: string[];
}

/** The operations that say how long the edge may keep their replies. */
export function cachedPaths(routes: Routes): CachedPath[] {
  const { paths } = openApiDocument(routes);
  return Object.entries(routes).flatMap(([name, { method, path, access, cacheSeconds }]) => {
    if (cacheSeconds === undefined) return [];
    if (method !== "GET" || access !== "public" || path.includes("{")) {
      throw new Error(`${name} has cacheSeconds; only a public GET of a fixed path can be cached.`);
    }
    const query = (paths[path]?.get?.parameters ?? [])
      .filter((parameter) => parameter.in === "query")
      .map((parameter) => parameter.name);
    return [{ name: kebab(name), path, cacheSeconds, query }];
  });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
