import type * as aws from "@pulumi/aws";
import type { StageConfig } from "../config";

/** How the addresses of the site begin. */
export function siteScheme(config: StageConfig): "http" | "https" {
  return config.https ? "https" : "http";
}

/** What CloudFront does with a visitor who comes over plain HTTP. */
export function viewerProtocol(config: StageConfig): string {
  return config.https ? "redirect-to-https" : "allow-all";
}

/** The countries whose visitors CloudFront answers; by the address, so a VPN gets around it. */
export function servedCountries({
  countries,
}: StageConfig): aws.types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  // Without the empty list the provider keeps the countries of before, and CloudFront refuses them here.
  // https://github.com/hashicorp/terraform-provider-aws/issues/20807
  if (countries.length === 0) return { restrictionType: "none", locations: [] };
  return { restrictionType: "whitelist", locations: [...countries] };
}
