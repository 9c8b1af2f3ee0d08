import type { EdgeReply, EdgeRequest } from "./event";

/** Where the site is, and the name without www that redirects there. */
export interface SiteAddress {
  /** "example.com" */
  readonly apex: string;
  /** "https://www.example.com" */
  readonly origin: string;
}

/** Whether a request came to the name without www. */
export function isApex(request: EdgeRequest, address: SiteAddress): boolean {
  return request.headers.host?.value.toLowerCase() === address.apex;
}

/**
 * Redirects to the same page at www, for a day. A query comes still encoded, so encoding it again would
 * change it; only what a header may not hold is encoded.
 */
export function redirectToWww(request: EdgeRequest, address: SiteAddress): EdgeReply {
  const query = queryOf(request);
  const path = request.uri + (query === "" ? "" : `?${query}`);
  const location = address.origin + path.replace(/[^!-~]+/g, encodeURIComponent);
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: {
      location: { value: location },
      "cache-control": { value: "public, max-age=86400" },
    },
  };
}

function queryOf(request: EdgeRequest): string {
  const pairs: string[] = [];
  Object.keys(request.querystring).forEach((name) => {
    const parameter = request.querystring[name];
    const values = parameter?.multiValue ?? (parameter ? [parameter] : []);
    values.forEach((one) => {
      pairs.push(one.value === "" ? name : `${name}=${one.value}`);
    });
  });
  return pairs.join("&");
}
