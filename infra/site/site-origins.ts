import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
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
 * Where CloudFront gets what it serves: `site`, its copy where there is one, `api`
 * with a key for each plan, and `sign-in`.
 */
export function siteOrigins(
  name: string,
  { bucket, api, adminAuth }: SiteOriginsArgs,
  parent: pulumi.Resource,
): Origin[] {
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
  return [
    files("site", bucket.domainName),
    ...(bucket.replica ? [files("site-copy", bucket.replica.domainName)] : []),
    apiOrigin("api", api, "bookings"),
    apiOrigin("api-visits", api, "visits"),
    { originId: "sign-in", domainName: adminAuth.domainName, customOriginConfig: overTls },
  ];
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
 * What the copy can answer in place of a bucket that is broken, unreachable or too slow. 403 and 404 are
 * answers: the copy would bring back a page that was taken down, hide a wrong permission, and be asked
 * about every mistyped address.
 */
const failures = [500, 502, 503, 504];

/**
 * The group that asks the copy of the site where the bucket fails. CloudFront sends only reads to a
 * group; the API has none, for it stays in the stage's own region, where its tables are written.
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

/** Where the behaviours of pages and files send their requests. */
export function siteTarget({ replica }: SiteBucket): string {
  return replica ? "site-or-copy" : "site";
}
