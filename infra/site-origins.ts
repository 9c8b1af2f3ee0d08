import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AdminAuth } from "./admin-auth";
import type { BookingApi } from "./booking-api";
import type { SiteBucket } from "./site-bucket";

export interface SiteOriginsArgs {
  readonly bucket: SiteBucket;
  readonly api: BookingApi;
  readonly adminAuth: AdminAuth;
}

type Origin = aws.types.input.cloudfront.DistributionOrigin;

const overTls = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};

/** Where CloudFront gets what it serves: `site`, `api` and `sign-in`. */
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
  return [
    {
      originId: "site",
      domainName: bucket.domainName,
      originAccessControlId: accessControl.id,
    },
    {
      originId: "api",
      domainName: api.domainName,
      customHeaders: [{ name: "x-api-key", value: api.edgeKey }],
      customOriginConfig: overTls,
    },
    { originId: "sign-in", domainName: adminAuth.domainName, customOriginConfig: overTls },
  ];
}
