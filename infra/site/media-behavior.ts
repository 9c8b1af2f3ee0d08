import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { mediaFolder } from "../../contract/rules/pictures";
import type { StageConfig } from "../config";
import { cachingOptimized } from "../edge/cloudfront";
import { apiPolicy, securityHeaders } from "../edge/site-headers";
import { viewerProtocol } from "../edge/viewer";
import type { Pictures } from "./pictures";
import { targetOf } from "./site-origins";

export interface MediaBehaviorArgs {
  readonly pictures: Pictures;
  readonly config: StageConfig;
}

/** How CloudFront serves the business's pictures: as files that never change, and never as pages. */
export function mediaBehavior(
  name: string,
  { pictures, config }: MediaBehaviorArgs,
  parent: pulumi.Resource,
): aws.types.input.cloudfront.DistributionOrderedCacheBehavior {
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-media-headers`,
    { comment: "Pictures.", securityHeadersConfig: securityHeaders(apiPolicy, config.https) },
    { parent },
  );
  return {
    pathPattern: `/${mediaFolder}*`,
    targetOriginId: targetOf("pictures", pictures),
    viewerProtocolPolicy: viewerProtocol(config),
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: cachingOptimized,
    responseHeadersPolicyId: headers.id,
  };
}
