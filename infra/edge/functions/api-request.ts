import { isApex, type SiteAddress } from "./apex";
import { type EdgeEvent, type EdgeReply, type EdgeRequest, headerOf, refusal } from "./event";

export interface ApiRequestSettings {
  readonly scheme: "http" | "https";
  /** The largest request body, but for these paths. */
  readonly maxBodyBytes: number;
  /** The largest bodies of single paths, for example "/api/admin/business". */
  readonly largerBodies: { readonly [path: string]: number };
  /** Only where the site is at a domain of its own. */
  readonly address?: SiteAddress;
}

/**
 * Viewer request of the API: tells the functions the site's own origin and the visitor's address,
 * whatever the visitor's own headers claim, and refuses a body that no operation takes. The API also
 * answers without www: a redirect would turn a POST into a GET.
 */
export function apiRequest(settings: ApiRequestSettings) {
  const largest = (path: string) => settings.largerBodies[path] || settings.maxBodyBytes;

  return (event: Pick<EdgeEvent, "request" | "viewer">): EdgeRequest | EdgeReply => {
    const request = event.request;
    const most = largest(request.uri);
    if (Number(headerOf(request, "content-length")) > most) {
      const tooLarge = `The request is too large; ${most / 1024} KB is the most.`;
      return refusal(413, "Payload Too Large", "body.large", tooLarge);
    }
    const address = settings.address;
    const ownOrigin = `${settings.scheme}://${headerOf(request, "host")}`;
    const origin = address && isApex(request, address) ? address.origin : ownOrigin;
    request.headers["x-viewer-address"] = { value: event.viewer.ip };
    request.headers["x-site-origin"] = { value: origin };
    return request;
  };
}
