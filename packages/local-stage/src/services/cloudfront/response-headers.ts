import type { Graph } from "../../graph";
import type { HeaderBag } from "../../http/headers";
import { withLocalAddresses } from "../../local-addresses";
import { matchesText } from "../iam/wildcard";
import { declared } from "./policies";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

/** What a policy does to a response, given the viewer's request. */
export type HeadersPolicy = (
  response: HeaderBag,
  request: { readonly method: string; readonly headers: HeaderBag },
) => void;

/** One header of a policy; without `override` the origin's own wins. */
interface Setting {
  readonly header: string;
  readonly value: string;
  readonly override: boolean;
}

/**
 * The response headers policy of that id, or nothing where the behaviour has none.
 * @param hosts which local address stands for a host name: what a page may reach on AWS it may reach here
 */
export function headersPolicyOf(
  graph: Graph,
  id: string | undefined,
  hosts: ReadonlyMap<string, string>,
): HeadersPolicy | undefined {
  if (!id) return undefined;
  const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
  const inputs = declared(graph, type, id);
  const fixed = [
    ...securityHeaders(inputs.securityHeadersConfig ?? {}),
    ...(inputs.customHeadersConfig?.items ?? []),
  ] as Setting[];
  const removed: string[] = (inputs.removeHeadersConfig?.items ?? []).map(({ header }: Json) =>
    header.toLowerCase(),
  );
  return (response, request) => {
    for (const name of removed) delete response[name];
    for (const { header, value, override } of fixed) {
      put(response, header, withLocalAddresses(value, hosts), override);
    }
    if (inputs.corsConfig) addCors(inputs.corsConfig, response, request);
  };
}

function put(response: HeaderBag, header: string, value: string, override: boolean): void {
  const name = header.toLowerCase();
  if (override || !response[name]) response[name] = [value];
}

function securityHeaders(config: Json): Setting[] {
  const hsts = config.strictTransportSecurity;
  const xss = config.xssProtection;
  const entries: [string, Json, string | undefined][] = [
    [
      "content-security-policy",
      config.contentSecurityPolicy,
      config.contentSecurityPolicy?.contentSecurityPolicy,
    ],
    ["x-content-type-options", config.contentTypeOptions, "nosniff"],
    ["x-frame-options", config.frameOptions, config.frameOptions?.frameOption],
    ["referrer-policy", config.referrerPolicy, config.referrerPolicy?.referrerPolicy],
    ["strict-transport-security", hsts, hsts && hstsValue(hsts)],
    ["x-xss-protection", xss, xss && xssValue(xss)],
  ];
  return entries.flatMap(([header, setting, value]) =>
    setting && value !== undefined ? [{ header, value, override: setting.override ?? false }] : [],
  );
}

function hstsValue({ accessControlMaxAgeSec, includeSubdomains, preload }: Json): string {
  return [
    `max-age=${accessControlMaxAgeSec}`,
    ...(includeSubdomains ? ["includeSubDomains"] : []),
    ...(preload ? ["preload"] : []),
  ].join("; ");
}

function xssValue({ protection, modeBlock, reportUri }: Json): string {
  if (!protection) return "0";
  return `1${modeBlock ? "; mode=block" : ""}${reportUri ? `; report=${reportUri}` : ""}`;
}

/**
 * CORS headers only go to a request that has an Origin which the policy lists; those about methods
 * and headers only to a preflight. The preflight itself is the origin's to answer.
 */
function addCors(
  config: Json,
  response: HeaderBag,
  { method, headers }: Parameters<HeadersPolicy>[1],
): void {
  const origin = headers.origin?.[0];
  const allowed: string[] = config.accessControlAllowOrigins?.items ?? [];
  if (!origin) return;
  const override = config.originOverride ?? false;
  // The origin's CORS headers are one answer: they stay together or go together.
  if (!override && response["access-control-allow-origin"]) return;
  const anybody = allowed.includes("*");
  if (!anybody && !allowed.some((pattern) => matchesText(pattern, origin))) return;
  const credentials = config.accessControlAllowCredentials ?? false;
  put(response, "access-control-allow-origin", anybody && !credentials ? "*" : origin, override);
  if (!anybody || credentials) vary(response, "Origin");
  if (credentials) put(response, "access-control-allow-credentials", "true", override);
  const list = (setting: Json) => (setting?.items ?? []).join(", ");
  const preflight = method === "OPTIONS" && headers["access-control-request-method"];
  if (preflight) {
    put(response, "access-control-allow-methods", list(config.accessControlAllowMethods), override);
    put(response, "access-control-allow-headers", list(config.accessControlAllowHeaders), override);
    const seconds = config.accessControlMaxAgeSec;
    if (seconds !== undefined) put(response, "access-control-max-age", `${seconds}`, override);
  } else if (config.accessControlExposeHeaders?.items?.length) {
    const exposed = list(config.accessControlExposeHeaders);
    put(response, "access-control-expose-headers", exposed, override);
  }
}

/** Adds a name to the response's Vary header once. */
export function vary(response: HeaderBag, name: string): void {
  const names = (response.vary ?? []).flatMap((line) => line.split(/,\s*/));
  if (names.some((known) => known.toLowerCase() === name.toLowerCase())) return;
  response.vary = [[...names, name].join(", ")];
}
