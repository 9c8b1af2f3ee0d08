import { type Operation, wantsEdgeKey } from "../operations/operation";
import type { GatewayCode } from "./codes";
import { codeStatuses } from "./statuses";

/** Every code that an operation can answer: its row's own, and what follows from the rest of the row. */
export function errorsOf(row: Operation): readonly GatewayCode[] {
  return [
    ...(row.body || row.query ? (["invalid"] as const) : []),
    ...(row.body ? (["body.json", "body.large"] as const) : []),
    ...(row.access === "admin" ? (["admin.missing", "admin.group", "access.denied"] as const) : []),
    ...(row.access === "manage" ? (["manage.missing", "manage.wrong"] as const) : []),
    ...(wantsEdgeKey(row) ? (["edge.only", "caller.throttled", "caller.limit"] as const) : []),
    // The bookings' plan has no quota.
    ...(row.plan === "visits" && wantsEdgeKey(row) ? (["quota.exceeded"] as const) : []),
    ...(row.errors ?? []),
    "refused",
    "throttled",
    "internal",
    "unavailable",
    "timeout",
  ];
}

/** The codes of an operation by their status, lowest status first. */
export function errorsByStatus(row: Operation): ReadonlyMap<number, readonly GatewayCode[]> {
  const byStatus = new Map<number, GatewayCode[]>();
  for (const code of errorsOf(row)) {
    byStatus.set(codeStatuses[code], [...(byStatus.get(codeStatuses[code]) ?? []), code]);
  }
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}
