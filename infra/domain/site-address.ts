import type { StageConfig } from "../config";
import { siteScheme } from "../edge/viewer";

/** Where the site is, and the name without www that leads there. */
export interface SiteAddress {
  /** "example.com" */
  readonly apex: string;
  /** "https://www.example.com" */
  readonly origin: string;
}

/** The site's own address; nothing where it has no domain, or the registrar does not lead here yet. */
export function siteAddress(config: StageConfig): SiteAddress | undefined {
  const { domain, dnsEntered } = config;
  if (!domain || !dnsEntered) return undefined;
  return { apex: domain, origin: `${siteScheme(config)}://www.${domain}` };
}

/** Part of an edge function: whether a visitor left out www. */
export function isApexCode({ apex }: SiteAddress): string {
  return `
function isApex(request) {
  return request.headers.host.value.toLowerCase() === ${JSON.stringify(apex)};
}`;
}

/**
 * Part of an edge function: the redirect to www. A query comes as it was sent, still encoded, so
 * encoding it again would change it; only what no header may hold is encoded. A browser keeps the
 * redirect for a day.
 */
export function toWwwCode({ origin }: SiteAddress): string {
  return `
function toWww(request) {
  var pairs = [];
  for (var name in request.querystring) {
    var values = request.querystring[name].multiValue || [request.querystring[name]];
    for (var i = 0; i < values.length; i++) {
      pairs.push(values[i].value === "" ? name : name + "=" + values[i].value);
    }
  }
  var path = request.uri + (pairs.length > 0 ? "?" + pairs.join("&") : "");
  var location = ${JSON.stringify(origin)} + path.replace(/[^!-~]+/g, encodeURIComponent);
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: {
      location: { value: location },
      "cache-control": { value: "public, max-age=86400" }
    }
  };
}`;
}
