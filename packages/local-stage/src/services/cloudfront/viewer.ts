import { type Behavior, behaviorFor, type Distribution } from "./distribution";
import { type Edge, obtain } from "./fetch";
import { runViewerRequest, runViewerResponse } from "./function-event";
import { type EdgeRequest, type EdgeResponse, errorPage } from "./message";
import { comparedPath } from "./path";
import { cutToRange } from "./range";
import { signatureRefusal, withoutSignature } from "./signed-url";

/** Answers a viewer: behaviour, its functions, cache and origin, and the behaviour's own headers. */
export async function answerViewer(edge: Edge, sent: EdgeRequest): Promise<EdgeResponse> {
  const { distribution } = edge;
  const behavior = behaviorFor(distribution, comparedPath(sent.uri));
  const refusal =
    distribution.firewall?.(sent, edge.now()) ??
    refusalOf(behavior, sent) ??
    (behavior.trustedKeys && signatureRefusal(behavior.trustedKeys, sent, edge.now()));
  if (refusal) {
    if (refusal.why) edge.log(`${sent.method} ${sent.uri}: ${refusal.why}`);
    return refusal;
  }
  const viewer = behavior.trustedKeys ? withoutSignature(sent) : sent;

  const ran = behavior.viewerRequest
    ? await runViewerRequest(behavior.viewerRequest, distribution, viewer)
    : { request: viewer };
  if ("response" in ran) {
    const { response } = ran;
    if (response.why) edge.log(response.why);
    else behavior.headersPolicy?.(response.headers, viewer);
    return response;
  }
  const request = withRootObject(distribution, ran.request);
  const obtained = await obtain(edge, behavior, request);
  const response = { ...obtained, headers: { ...obtained.headers } };
  const answer = cutToRange(viewer, unlessKnown(viewer, response));
  behavior.headersPolicy?.(answer.headers, viewer);
  // Functions do not see the responses of an origin that answered with an error.
  if (!behavior.viewerResponse || obtained.status >= 400) return answer;
  const changed = await runViewerResponse(behavior.viewerResponse, distribution, viewer, answer);
  if (changed.why) edge.log(changed.why);
  return changed;
}

/** What CloudFront answers before it looks any further. The local stage is plain HTTP. */
function refusalOf(behavior: Behavior, viewer: EdgeRequest): EdgeResponse | undefined {
  const title = "The request could not be satisfied.";
  if (behavior.viewerProtocolPolicy === "redirect-to-https") {
    const query = viewer.query && `?${viewer.query}`;
    const host = viewer.headers.host?.[0]?.replace(/:\d+$/, "");
    return {
      status: 301,
      headers: {
        server: ["CloudFront"],
        "content-type": ["text/html"],
        location: [`https://${host}${viewer.uri}${query}`],
      },
      body: Buffer.from("<html><head><title>301 Moved Permanently</title></head></html>\n"),
      outcome: "Redirect",
    };
  }
  if (behavior.viewerProtocolPolicy === "https-only") {
    return errorPage(403, title, "This path is only served over HTTPS.");
  }
  if (!behavior.allowedMethods.includes(viewer.method)) {
    const reason =
      "This distribution is not configured to allow the HTTP request method that was used for this request. The distribution supports only cachable requests.";
    return errorPage(403, title, reason);
  }
  if (viewer.body && (viewer.method === "GET" || viewer.method === "HEAD")) {
    return errorPage(403, title, "Bad request: a GET request has no body.");
  }
  return undefined;
}

function withRootObject({ defaultRootObject }: Distribution, request: EdgeRequest): EdgeRequest {
  if (request.uri !== "/" || !defaultRootObject) return request;
  return { ...request, uri: `/${defaultRootObject}` };
}

/** 304 for a viewer that has the very reply already. */
function unlessKnown({ method, headers }: EdgeRequest, response: EdgeResponse): EdgeResponse {
  const reads = method === "GET" || method === "HEAD";
  if (!reads || response.status !== 200 || !Buffer.isBuffer(response.body)) return response;
  const etag = response.headers.etag?.[0];
  const asked = headers["if-none-match"]?.join(",");
  const since = Date.parse(headers["if-modified-since"]?.[0] ?? "");
  const modified = Date.parse(response.headers["last-modified"]?.[0] ?? "");
  const strong = (tag: string) => tag.trim().replace(/^W\//, "");
  const same = asked
    ? etag !== undefined && (asked === "*" || asked.split(",").map(strong).includes(strong(etag)))
    : modified <= since;
  if (!same) return response;
  const {
    "content-length": _,
    "content-type": __,
    "content-encoding": ___,
    ...kept
  } = response.headers;
  return { ...response, status: 304, headers: kept, body: Buffer.alloc(0) };
}
