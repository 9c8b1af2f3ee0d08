import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../contract/operations/operation";
import type { AdminAuth } from "../api/admin-auth";
import type { BookingApi } from "../api/booking-api";
import type { SiteBucket } from "./site-bucket";

export interface SiteOriginsArgs {
  readonly bucket: SiteBucket;
  readonly api: BookingApi;
  readonly adminAuth: AdminAuth;
}

type Origin = aws.types.input.cloudfront.DistributionOrigin;
type OriginGroup = aws.types.input.cloudfront.DistributionOriginGroup;

const overTls = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};

/**
 * The origins: `site` and its copy, `api` with an API key per usage plan, and `sign-in`. One output, since
 * the engine takes the list as a secret for its keys: a saved plan that knew a part of it before there
 * is a key would refuse the update.
 */
export function siteOrigins(
  name: string,
  { bucket, api, adminAuth }: SiteOriginsArgs,
  parent: pulumi.Resource,
): pulumi.Output<Origin[]> {
  const accessControl = new aws.cloudfront.OriginAccessControl(
    `${name}-access`,
    {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
  const files = (originId: string, domainName: pulumi.Output<string>) => ({
    originId,
    domainName,
    originAccessControlId: accessControl.id,
  });
  const origins: Origin[] = [
    files("site", bucket.domainName),
    ...(bucket.replica ? [files("site-copy", bucket.replica.domainName)] : []),
    apiOrigin("api", api, "bookings"),
    apiOrigin("api-visits", api, "visits"),
    { originId: "sign-in", domainName: adminAuth.domainName, customOriginConfig: overTls },
  ];
  return pulumi.output(origins);
}

function apiOrigin(originId: string, api: BookingApi, plan: Plan): Origin {
  return {
    originId,
    domainName: api.domainName,
    customHeaders: [{ name: "x-api-key", value: api.edgeKeys[plan] }],
    customOriginConfig: overTls,
  };
}

/**
 * The statuses of a bucket that is broken, unreachable or too slow. Not 403 and 404: the copy would bring
 * back a deleted page, hide a wrong permission, and be asked for every mistyped address.
 */
const failures = [500, 502, 503, 504];

/**
 * The origin group that fails over to the copy of the site. CloudFront sends only reads to a group; the
 * API has none, because its tables are written in the stage's own region only.
 */
export function siteOriginGroups({ replica }: SiteBucket): OriginGroup[] | undefined {
  if (!replica) return undefined;
  return [
    {
      originId: "site-or-copy",
      failoverCriteria: { statusCodes: failures },
      members: [{ originId: "site" }, { originId: "site-copy" }],
    },
  ];
}

/** The origin of pages and files, or its origin group. */
export function siteTarget({ replica }: SiteBucket): string {
  return replica ? "site-or-copy" : "site";
}
