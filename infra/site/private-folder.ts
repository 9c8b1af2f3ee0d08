import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { cachingDisabled } from "../edge/cloudfront";
import { apiPolicy, securityHeaders } from "../edge/site-headers";
import { viewerProtocol } from "../edge/viewer";

/** The folder of the site that only signed URLs open. */
export interface PrivateFolder {
  readonly behavior: aws.types.input.cloudfront.DistributionOrderedCacheBehavior;
  /** What a signed URL names its key by. */
  readonly keyId: pulumi.Output<string>;
}

export interface PrivateFolderArgs {
  readonly config: StageConfig;
  /** The origin that holds the files, or its group. */
  readonly targetOriginId: string;
}

/** How CloudFront serves `/private/*`; nothing on a stage that has no key to check signatures with. */
export function privateFolder(
  name: string,
  { config, targetOriginId }: PrivateFolderArgs,
  parent: pulumi.Resource,
): PrivateFolder | undefined {
  if (!config.signedUrlKey) return undefined;
  const key = new aws.cloudfront.PublicKey(
    `${name}-private-key`,
    // CloudFront gives the key back with a line end; without it every deployment would replace it.
    { encodedKey: `${config.signedUrlKey.trim()}\n`, comment: "Signs the URLs of private files." },
    { parent },
  );
  const keys = new aws.cloudfront.KeyGroup(
    `${name}-private-keys`,
    { items: [key.id], comment: "Whose signatures open /private/*." },
    { parent },
  );
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-private-headers`,
    {
      comment: "Private files.",
      securityHeadersConfig: securityHeaders(apiPolicy, config.https),
      customHeadersConfig: {
        // A browser or proxy would hand a kept file out after the signature has ended.
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
    // So that a file that was taken away or replaced is so at once.
    cachePolicyId: cachingDisabled,
    responseHeadersPolicyId: headers.id,
    trustedKeyGroups: [keys.id],
  };
  return { behavior, keyId: key.id };
}
