import type { Routes } from "../../contract/openapi/document";
import { wantsEdgeKey } from "../../contract/operations/operation";
import { cachedPaths, pathPattern } from "./cached-paths";

/**
 * The paths whose writes spend the monthly quota of visits, as patterns of CloudFront. The edge picks
 * the key by the path alone, so throws where another operation would be sent with the wrong one.
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
    if (other) throw new Error(`${other[0]} and ${name} share a path, so they need the same plan.`);
    const kept = cachedPaths(routes).find(({ pattern }) => pattern === pathPattern(row.path));
    if (kept) throw new Error(`${name} needs a path that no kept reply has.`);
  }
  return [...new Set(visits.map(([, row]) => pathPattern(row.path)))];
}
