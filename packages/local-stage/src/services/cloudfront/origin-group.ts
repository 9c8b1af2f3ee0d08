import type { Graph } from "../../graph";
import { declared } from "./policies";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

export interface Origin {
  readonly id: string;
  readonly domainName: string;
  /** Put before every path; "" or "/folder". */
  readonly path: string;
  readonly customHeaders: readonly (readonly [name: string, value: string])[];
  /** Whether CloudFront signs its requests (origin access control). */
  readonly signed: boolean;
  readonly readTimeoutMs: number;
}

/** The origin that is asked when a behaviour's own one fails. */
export interface Failover {
  readonly origin: Origin;
  /** The answers of the first origin that count as failures. */
  readonly statuses: readonly number[];
}

/** Where a behaviour sends its requests. */
export interface Target {
  readonly origin: Origin;
  /** Of an origin group. */
  readonly failover: Failover | undefined;
}

/** Finds a distribution's origin or group of two by its id. */
export function targets(graph: Graph, inputs: Json): (originId: string) => Target | undefined {
  const origins = (inputs.origins as Json[]).map((origin) => readOrigin(graph, origin));
  const groups: readonly Json[] = inputs.originGroups ?? [];
  return (originId) => {
    const find = (wanted: string) => origins.find(({ id }) => id === wanted);
    const single = find(originId);
    if (single) return { origin: single, failover: undefined };
    const group = groups.find((one) => one.originId === originId);
    const [first, second] = (group?.members ?? []).map((member: Json) => find(member.originId));
    if (!first || !second) return undefined;
    return {
      origin: first,
      failover: { origin: second, statuses: group.failoverCriteria.statusCodes },
    };
  };
}

function readOrigin(graph: Graph, origin: Json): Origin {
  const access = origin.originAccessControlId;
  const control =
    access && declared(graph, "aws:cloudfront/originAccessControl:OriginAccessControl", access);
  return {
    id: origin.originId,
    domainName: origin.domainName,
    path: origin.originPath ?? "",
    customHeaders: (origin.customHeaders ?? []).map(
      ({ name, value }: Json) => [name.toLowerCase(), value] as const,
    ),
    signed: control !== undefined && control.signingBehavior !== "never",
    readTimeoutMs: (origin.customOriginConfig?.originReadTimeout ?? 30) * 1000,
  };
}
