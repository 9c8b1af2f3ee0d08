import type * as aws from "@pulumi/aws";
import { mediaFolder } from "../../contract/rules/pictures";
import type { StageConfig } from "../config";
import { cachingOptimized } from "../edge/cloudfront";
import { viewerProtocol } from "../edge/viewer";
import type { Pictures } from "./pictures";
import { targetOf } from "./site-origins";

export interface MediaBehaviorArgs {
  readonly pictures: Pictures;
  /** Those of what is no page. */
  readonly headers: aws.cloudfront.ResponseHeadersPolicy;
  readonly config: StageConfig;
}

/** How CloudFront serves the business's pictures: as files that never change, and never as pages. */
export function mediaBehavior({
  pictures,
  headers,
  config,
}: MediaBehaviorArgs): aws.types.input.cloudfront.DistributionOrderedCacheBehavior {
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
