import { type Operation, type TableAction, wantsEdgeKey } from "./operation";

/**
 * What a public write counts as. An address that many share can't use up one kind with another: neither
 * visits nor strangers' bookings keep a customer from cancelling.
 */
export type CountedAs = "bookings" | "own" | "visits";

/** What a write counts as against its caller's limits; undefined where it is no public write. */
export function countedAs(row: Operation): CountedAs | undefined {
  if (!wantsEdgeKey(row)) return undefined;
  return row.access === "manage" ? "own" : (row.plan ?? "bookings");
}

const counting = {
  action: "UpdateItem",
  settings: ["WRITES_PER_TEN_MINUTES", "WRITES_PER_DAY"],
} as const;

/** An operation with what its function needs beside its own work: every public write counts its caller. */
export function withCounting(row: Operation): Operation {
  if (!countedAs(row)) return row;
  const { visits = [] } = row.touches;
  const actions = new Set<TableAction>([...visits, counting.action]);
  return {
    ...row,
    touches: { ...row.touches, visits: [...actions] },
    settings: [...(row.settings ?? []), ...counting.settings],
  };
}
