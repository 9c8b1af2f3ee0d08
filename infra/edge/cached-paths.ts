import type { Routes } from "../../contract/openapi/document";
import { queryParameters } from "../../contract/openapi/parameters";

/** An operation whose responses CloudFront may cache. */
export interface CachedPath {
  /** The operation's name in kebab case. */
  readonly name: string;
  /** Its path as a CloudFront path pattern: "/products/*". */
  readonly pattern: string;
  readonly cacheSeconds: number;
  /** The query parameters of the cache key. */
  readonly query: string[];
}

/** The operations that say how long CloudFront may cache their responses. */
export function cachedPaths(routes: Routes): CachedPath[] {
  return Object.entries(routes).flatMap(([name, row]) => {
    const { method, path, access, cacheSeconds } = row;
    if (cacheSeconds === undefined) return [];
    if (method !== "GET" || access !== "public") {
      throw new Error(`${name} has cacheSeconds; only a public GET can be cached.`);
    }
    refuseCovered(routes, name, path);
    const query = queryParameters(row).map((parameter) => parameter.name);
    return [{ name: kebab(name), pattern: pathPattern(path), cacheSeconds, query }];
  });
}

/** A path of the contract as a CloudFront path pattern: "/products/{product_id}" is "/products/*". */
export function pathPattern(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

/** CloudFront removes the Authorization header from a GET that it may cache. */
function refuseCovered(routes: Routes, cachedName: string, cachedPath: string): void {
  const pattern = new RegExp(`^${cachedPath.replace(/\{\w+\}/g, ".*")}$`);
  for (const [name, { method, path, cacheSeconds }] of Object.entries(routes)) {
    if (method === "GET" && cacheSeconds === undefined && pattern.test(path)) {
      throw new Error(
        `${name} needs a path that the cached responses of ${cachedName} don't cover.`,
      );
    }
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
