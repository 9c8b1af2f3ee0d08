import type { Routes } from "../../contract/openapi/document";
import { wantsEdgeKey } from "../../contract/operations/operation";
import { cachedPaths, pathPattern } from "./cached-paths";

/**
 * The paths whose writes count towards the monthly quota of visits, as CloudFront path patterns.
 * CloudFront picks the API key by path alone, so throws if another operation would get the wrong key.
 */
export function visitPaths(routes: Routes): string[] {
  const rows = Object.entries(routes);
  const visits = rows.filter(([, row]) => row.plan === "visits");
  for (const [name, row] of visits) {
    const fits = new RegExp(`^${row.path.replace(/\{\w+\}/g, ".*")}$`);
    const other = rows.find(
      ([, { path, plan, ...access }]) =>
        wantsEdgeKey(access) && plan !== "visits" && fits.test(path),
    );
    if (other)
      throw new Error(`${other[0]} and ${name} share a path, so they need the same usage plan.`);
    const cached = cachedPaths(routes).find(({ pattern }) => pattern === pathPattern(row.path));
    if (cached) throw new Error(`${name} needs a path without cached responses.`);
  }
  return [...new Set(visits.map(([, row]) => pathPattern(row.path)))];
}
