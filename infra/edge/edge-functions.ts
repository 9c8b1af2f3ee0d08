import type { GatewayCode } from "../../contract/errors/codes";
import { isApexCode, type SiteAddress, toWwwCode } from "../domain/site-address";

/**
 * The JavaScript that runs inside CloudFront, as text. Runtime cloudfront-js-2.0: no network, a
 * millisecond, 10 KB, and few features beyond ES5, so the texts use `var` and plain loops.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

/** The largest request body, in bytes. */
export const largestBodyBytes = 16 * 1024;

/** What the site holds, so that the edge knows a page from a mistake. */
export interface SiteMap {
  /** Every object's key, for example "book/index.html". */
  readonly keys: readonly string[];
  /** Folders of hashed files, for example "assets/"; what is below them is left to the bucket. */
  readonly assetFolders: readonly string[];
}

/**
 * Viewer request of the site: "/book" and "/book/" are the object "book/index.html", and what does
 * not exist is the page "404.html" of its language. Who leaves out www is sent there.
 */
export function sitePathsCode(site: SiteMap, address?: SiteAddress): string {
  return `${siteMapCode(site)}${address ? isApexCode(address) + toWwwCode(address) : ""}
function handler(event) {
  var request = event.request;${address ? "\n  if (isApex(request)) return toWww(request);" : ""}
  var found = find(request.uri);
  request.uri = "/" + (found || notFoundPage(request.uri));
  return request;
}
`;
}

/**
 * Viewer response of the site: gives the page "404.html" its status. A custom error response of the
 * distribution would do so too, but it would also replace the API's own 403 and 404 answers. A 304
 * stays: the browser keeps the status with its copy.
 */
export function siteStatusCode(site: SiteMap): string {
  return `${siteMapCode(site)}
function handler(event) {
  var response = event.response;
  if (response.statusCode === 200 && !find(event.request.uri)) {
    response.statusCode = 404;
    response.statusDescription = "Not Found";
  }
  return response;
}
`;
}

/**
 * Viewer request of the API: tells the functions the site's own origin and the visitor's address,
 * whatever the visitor claims they are, and refuses a body that no operation takes. The API answers
 * without www, too: a redirect would turn a POST into a GET.
 */
export function apiRequestCode(scheme: "http" | "https", address?: SiteAddress): string {
  const tooLarge = JSON.stringify({
    code: "body.large" satisfies GatewayCode,
    error: `The request is too large; ${largestBodyBytes / 1024} KB is the most.`,
  });
  const ownOrigin = `"${scheme}://" + headers.host.value`;
  const origin = address
    ? `isApex(request) ? ${JSON.stringify(address.origin)} : ${ownOrigin}`
    : ownOrigin;
  return `${address ? isApexCode(address) : ""}
function handler(event) {
  var request = event.request;
  var headers = request.headers;
  var length = headers["content-length"];
  if (length && Number(length.value) > ${largestBodyBytes}) {
    return {
      statusCode: 413,
      statusDescription: "Payload Too Large",
      headers: {
        "content-type": { value: "application/json" },
        "cache-control": { value: "no-store" }
      },
      body: { encoding: "text", data: ${JSON.stringify(tooLarge)} }
    };
  }
  headers["x-viewer-address"] = { value: event.viewer.ip };
  headers["x-site-origin"] = { value: ${origin} };
  return request;
}
`;
}

/** The lookup that both functions of the site share; they are deployed as separate texts. */
function siteMapCode({ keys, assetFolders }: SiteMap): string {
  return `var keys = ${JSON.stringify([...keys].filter((key) => !isError(key)).sort())};
var errorPages = ${JSON.stringify([...keys].filter(isError).sort())};
var assetFolders = ${JSON.stringify([...assetFolders].sort())};
function find(uri) {
  var path = uri.substring(1);
  for (var i = 0; i < assetFolders.length; i++) {
    if (path.indexOf(assetFolders[i]) === 0) return path;
  }
  if (keys.indexOf(path) >= 0) return path;
  var folder = path === "" || path.charAt(path.length - 1) === "/" ? path : path + "/";
  return keys.indexOf(folder + "index.html") >= 0 ? folder + "index.html" : "";
}
function notFoundPage(uri) {
  var localized = uri.split("/")[1] + "/404.html";
  return errorPages.indexOf(localized) >= 0 ? localized : "404.html";
}`;
}

function isError(key: string): boolean {
  return key === "404.html" || key.endsWith("/404.html");
}
