import type { StageConfig } from "../config";
import type { SiteAddress } from "./functions/apex";
import { siteScheme } from "./viewer";

/** The site's own address; nothing where it has no domain, or the registrar does not lead here yet. */
export function siteAddress(config: StageConfig): SiteAddress | undefined {
  const { domain, dnsEntered } = config;
  if (!domain || !dnsEntered) return undefined;
  return { apex: domain, origin: `${siteScheme(config)}://www.${domain}` };
}
