import type { Routes } from "../../contract/openapi/document";
import { queryParameters } from "../../contract/openapi/parameters";

/** A reply that the edge may keep. */
export interface CachedPath {
  /** The operation's name in kebab case. */
  readonly name: string;
  /** Its path as a pattern of CloudFront: "/products/*". */
  readonly pattern: string;
  readonly cacheSeconds: number;
  /** The query parameters that tell one reply from another. */
  readonly query: string[];
}

/** The operations that say how long the edge may keep their replies. */
export function cachedPaths(routes: Routes): CachedPath[] {
  return Object.entries(routes).flatMap(([name, row]) => {
    const { method, path, access, cacheSeconds } = row;
    if (cacheSeconds === undefined) return [];
    if (method !== "GET" || access !== "public") {
      throw new Error(`${name} has cacheSeconds; only a public GET can be cached.`);
    }
    refuseHidden(routes, name, path);
    const query = queryParameters(row).map((parameter) => parameter.name);
    return [{ name: kebab(name), pattern: pathPattern(path), cacheSeconds, query }];
  });
}

/** A path of the contract as a pattern of CloudFront: "/products/{product_id}" is "/products/*". */
export function pathPattern(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

/** CloudFront takes the Authorization header off a GET that it may answer from its cache. */
function refuseHidden(routes: Routes, keptName: string, keptPath: string): void {
  const pattern = new RegExp(`^${keptPath.replace(/\{\w+\}/g, ".*")}$`);
  for (const [name, { method, path, cacheSeconds }] of Object.entries(routes)) {
    if (method === "GET" && cacheSeconds === undefined && pattern.test(path)) {
      throw new Error(`${name} needs a path that the kept replies of ${keptName} don't cover.`);
    }
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
