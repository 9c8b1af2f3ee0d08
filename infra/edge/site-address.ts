import type { StageConfig } from "../config";
import type { SiteAddress } from "./functions/apex";
import { siteScheme } from "./viewer";

/** The site's address at its own domain; undefined without one, and until `dnsEntered` is set. */
export function siteAddress(config: StageConfig): SiteAddress | undefined {
  const { domain, dnsEntered } = config;
  if (!domain || !dnsEntered) return undefined;
  return { apex: domain, origin: `${siteScheme(config)}://www.${domain}` };
}
