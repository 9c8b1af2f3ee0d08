import { isApex, redirectToWww, type SiteAddress } from "./apex";
import type { EdgeEvent, EdgeReply, EdgeRequest } from "./event";
import { errorPageOf, keyOf, type SiteMap } from "./site-map";

export interface SitePathsSettings {
  readonly site: SiteMap;
  /** Only where the site is at a domain of its own. */
  readonly address?: SiteAddress;
}

/**
 * Viewer request of the site: "/book" and "/book/" are the object "book/index.html", and what does not
 * exist is the error page of its language. Requests without www are redirected.
 */
export function sitePaths(settings: SitePathsSettings) {
  return (event: Pick<EdgeEvent, "request">): EdgeRequest | EdgeReply => {
    const request = event.request;
    const address = settings.address;
    if (address && isApex(request, address)) return redirectToWww(request, address);
    const site = settings.site;
    request.uri = `/${keyOf(site, request.uri) || errorPageOf(site, request.uri)}`;
    return request;
  };
}
