import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { allViewerExceptHostHeader, cachingDisabled } from "./cloudfront";
import { edgeFunction } from "./edge-function";
import { apiPolicy, securityHeaders } from "./site-headers";
import { viewerProtocol } from "./viewer";

/**
 * How CloudFront forwards `/auth` to Cognito, the origin `sign-in`, so that a page can sign in although
 * its Content-Security-Policy forbids other origins.
 */
export function signInBehavior(
  name: string,
  config: StageConfig,
  parent: pulumi.Resource,
): aws.types.input.cloudfront.DistributionOrderedCacheBehavior {
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-sign-in-headers`,
    {
      comment: "Sign-in responses.",
      securityHeadersConfig: securityHeaders(apiPolicy, config.https),
      customHeadersConfig: {
        items: [{ header: "Cache-Control", value: "no-store", override: true }],
      },
    },
    { parent },
  );
  return {
    pathPattern: "/auth",
    targetOriginId: "sign-in",
    viewerProtocolPolicy: viewerProtocol(config),
    // CloudFront has no shorter list that includes POST; the function refuses the rest.
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewerExceptHostHeader,
    responseHeadersPolicyId: headers.id,
    functionAssociations: [
      {
        eventType: "viewer-request",
        functionArn: edgeFunction(`${name}-sign-in`, "sign-in", {}, { parent }),
      },
    ],
  };
}
