import type * as aws from "@pulumi/aws";
import type { StageConfig } from "../config";

/** The scheme of the site's URLs. */
export function siteScheme(config: StageConfig): "http" | "https" {
  return config.https ? "https" : "http";
}

/** CloudFront's viewer protocol policy. */
export function viewerProtocol(config: StageConfig): string {
  return config.https ? "redirect-to-https" : "allow-all";
}

/** The countries whose visitors are served. CloudFront goes by IP address, so a VPN gets around it. */
export function servedCountries({
  countries,
}: StageConfig): aws.types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  // Without the empty list the provider keeps the previous countries, which CloudFront refuses here.
  // https://github.com/hashicorp/terraform-provider-aws/issues/20807
  if (countries.length === 0) return { restrictionType: "none", locations: [] };
  return { restrictionType: "whitelist", locations: [...countries] };
}
