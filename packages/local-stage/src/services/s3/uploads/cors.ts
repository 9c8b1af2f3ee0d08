import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Graph } from "../../../graph";
import { matchesText } from "../../iam/wildcard";

/** A rule of a bucket for the pages of other origins. */
interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** The types that say which pages may call a bucket. */
export const corsTypes = [
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
  "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
];

/** The rules of a bucket; none where no other page may call it. */
export function corsRulesOf(graph: Graph, bucket: string): readonly CorsRule[] {
  return corsTypes
    .flatMap((type) => graph.ofType(type))
    .filter(({ inputs }) => inputs.bucket === bucket)
    .flatMap(({ inputs }) => inputs.corsRules ?? []);
}

/**
 * The headers that let a page read the answer; undefined where no rule allows its request.
 * @param hosts which local address stands for a host name: a page of the site comes from there
 */
export function corsHeaders(
  rules: readonly CorsRule[],
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  hosts: ReadonlyMap<string, string>,
): OutgoingHttpHeaders | undefined {
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const asked = method === "OPTIONS" ? headers["access-control-request-method"] : method;
  const wanted = String(headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders = [] }) =>
      allowedOrigins.some((pattern) => isFrom(origin, pattern, hosts)) &&
      allowedMethods.includes(asked ?? "") &&
      wanted.every((name) =>
        allowedHeaders.some((pattern) => matchesText(pattern.toLowerCase(), name)),
      ),
  );
  if (!rule) return undefined;
  return {
    "access-control-allow-origin": rule.allowedOrigins.includes("*") ? "*" : origin,
    "access-control-allow-methods": rule.allowedMethods.join(", "),
    ...(wanted.length > 0 && { "access-control-allow-headers": wanted.join(", ") }),
    ...(rule.exposeHeaders?.length && {
      "access-control-expose-headers": rule.exposeHeaders.join(", "),
    }),
    ...(rule.maxAgeSeconds !== undefined && {
      "access-control-max-age": String(rule.maxAgeSeconds),
    }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** Whether a page is of an allowed origin, or of the local one that stands for it, by any name of this machine. */
function isFrom(origin: string, pattern: string, hosts: ReadonlyMap<string, string>): boolean {
  if (matchesText(pattern, origin)) return true;
  const local = URL.canParse(pattern) ? hosts.get(new URL(pattern).host) : undefined;
  if (local === undefined || !URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(hostname);
  return protocol === "http:" && isHere && port === new URL(local).port;
}
