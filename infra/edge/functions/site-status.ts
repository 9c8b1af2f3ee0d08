import type { EdgeEvent } from "./event";
import { keyOf, type SiteMap } from "./site-map";

export interface SiteStatusSettings {
  readonly site: SiteMap;
}

/**
 * Viewer response of the site: gives the error page its status 404. A custom error response of the
 * distribution would do so too, but it would also replace the API's own 403 and 404. A 304 stays: the
 * browser keeps the status with its copy.
 */
export function siteStatus(settings: SiteStatusSettings) {
  return (event: Pick<EdgeEvent, "request" | "response">): EdgeEvent["response"] => {
    const response = event.response;
    if (response.statusCode === 200 && !keyOf(settings.site, event.request.uri)) {
      response.statusCode = 404;
      response.statusDescription = "Not Found";
    }
    return response;
  };
}
