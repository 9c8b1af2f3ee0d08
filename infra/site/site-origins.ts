import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../contract/operations/operation";
import type { AdminAuth } from "../api/admin-auth";
import type { BookingApi } from "../api/booking-api";
import type { StageConfig } from "../config";
import { emulatedApiPath } from "../emulator";
import type { Pictures } from "./pictures";
import type { SiteBucket } from "./site-bucket";

export interface SiteOriginsArgs {
  readonly bucket: SiteBucket;
  readonly pictures: Pictures;
  readonly api: BookingApi;
  readonly adminAuth: AdminAuth;
  readonly config: Pick<StageConfig, "emulator">;
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
 * The origins: `site` and `pictures` with their copies, `api` with an API key per usage plan, and `sign-in`. One output, since
 * the engine takes the list as a secret for its keys: a saved plan that knew a part of it before there
 * is a key would refuse the update.
 */
export function siteOrigins(
  name: string,
  { bucket, pictures, api, adminAuth, config }: SiteOriginsArgs,
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
    files("pictures", pictures.domainName),
    ...(pictures.replica ? [files("pictures-copy", pictures.replica.domainName)] : []),
    apiOrigin("api", api, "bookings", config),
    apiOrigin("api-visits", api, "visits", config),
    { originId: "sign-in", ...reached(adminAuth.domainName, config) },
  ];
  return pulumi.output(origins);
}

function apiOrigin(
  originId: string,
  api: BookingApi,
  plan: Plan,
  config: SiteOriginsArgs["config"],
): Origin {
  return {
    originId,
    ...reached(api.domainName, config),
    ...(config.emulator && { originPath: api.domainName.apply(emulatedApiPath) }),
    customHeaders: [{ name: "x-api-key", value: api.edgeKeys[plan] }],
  };
}

/** How CloudFront reaches a service of AWS: at its name, or where the emulator is that plays it. */
function reached(
  domainName: pulumi.Output<string>,
  { emulator }: SiteOriginsArgs["config"],
): Pick<Origin, "domainName" | "customOriginConfig"> {
  if (emulator === undefined) return { domainName, customOriginConfig: overTls };
  const { hostname, port } = new URL(emulator);
  return {
    domainName: hostname,
    customOriginConfig: {
      ...overTls,
      httpPort: Number(port || 80),
      originProtocolPolicy: "http-only",
    },
  };
}

/**
 * The statuses of a bucket that is broken, unreachable or too slow. Not 403 and 404: the copy would bring
 * back a deleted page, hide a wrong permission, and be asked for every mistyped address.
 */
const failures = [500, 502, 503, 504];

/** What CloudFront reads files from: a bucket that may have a copy. */
type Copied = Pick<SiteBucket, "replica">;

/** The origins with files that a stage may have copies of. */
type FileOrigin = "site" | "pictures";

/**
 * The origin groups that fail over to the copies. CloudFront sends only reads to a group; the
 * API has none, because its tables are written in the stage's own region only.
 */
export function siteOriginGroups(
  files: Readonly<Record<FileOrigin, Copied>>,
): OriginGroup[] | undefined {
  const groups = (["site", "pictures"] as const)
    .filter((origin) => files[origin].replica)
    .map((origin) => ({
      originId: targetOf(origin, files[origin]),
      failoverCriteria: { statusCodes: failures },
      members: [{ originId: origin }, { originId: `${origin}-copy` }],
    }));
  return groups.length > 0 ? groups : undefined;
}

/** An origin of files, or its origin group. */
export function targetOf(origin: FileOrigin, { replica }: Copied): string {
  return replica ? `${origin}-or-copy` : origin;
}
