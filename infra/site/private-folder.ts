import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { cachingDisabled } from "../edge/cloudfront";
import { apiPolicy, securityHeaders } from "../edge/site-headers";
import { viewerProtocol } from "../edge/viewer";

/** The folder of the site that takes signed URLs. */
export interface PrivateFolder {
  readonly behavior: aws.types.input.cloudfront.DistributionOrderedCacheBehavior;
  /** The key id in a signed URL. */
  readonly keyId: pulumi.Output<string>;
}

export interface PrivateFolderArgs {
  readonly config: StageConfig;
  /** The origin with the files, or its origin group. */
  readonly targetOriginId: string;
}

/** How CloudFront serves `/private/*`; undefined on a stage without a key for signed URLs. */
export function privateFolder(
  name: string,
  { config, targetOriginId }: PrivateFolderArgs,
  parent: pulumi.Resource,
): PrivateFolder | undefined {
  if (!config.signedUrlKey) return undefined;
  const key = new aws.cloudfront.PublicKey(
    `${name}-private-key`,
    // CloudFront returns the key with a newline; without it every deployment would replace the key.
    {
      encodedKey: `${config.signedUrlKey.trim()}\n`,
      comment: "Verifies signed URLs of private files.",
    },
    { parent },
  );
  const keys = new aws.cloudfront.KeyGroup(
    `${name}-private-keys`,
    { items: [key.id], comment: "Keys trusted for /private/*." },
    { parent },
  );
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-private-headers`,
    {
      comment: "Private files.",
      securityHeadersConfig: securityHeaders(apiPolicy, config.https),
      customHeadersConfig: {
        // A browser or proxy would serve a cached file after the signature has expired.
        items: [{ header: "Cache-Control", value: "private, no-store", override: true }],
      },
    },
    { parent },
  );
  const behavior = {
    pathPattern: "/private/*",
    targetOriginId,
    viewerProtocolPolicy: viewerProtocol(config),
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    // Deleted or replaced files take effect at once.
    cachePolicyId: cachingDisabled,
    responseHeadersPolicyId: headers.id,
    trustedKeyGroups: [keys.id],
  };
  return { behavior, keyId: key.id };
}
