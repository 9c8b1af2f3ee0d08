import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { GatewayCode } from "../../contract/errors/codes";
import type { StageConfig } from "../config";
import { edgeRegion } from "./cloudfront";

/**
 * The ARN of a web ACL that blocks an IP address while it exceeds the stage's rate; undefined on a stage
 * without a firewall.
 */
export function firewallArn(
  name: string,
  { firewall, firewallRequests }: StageConfig,
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  if (!firewall) return undefined;
  const refusal = "too-many";
  return new aws.wafv2.WebAcl(
    `${name}-firewall`,
    {
      region: edgeRegion,
      scope: "CLOUDFRONT",
      description: "Blocks an IP address over the rate limit.",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate",
          priority: 0,
          statement: {
            rateBasedStatement: {
              aggregateKeyType: "IP",
              limit: firewallRequests,
              evaluationWindowSec: 300,
            },
          },
          action: {
            block: {
              customResponse: {
                responseCode: 429,
                customResponseBodyKey: refusal,
                responseHeaders: [{ name: "Retry-After", value: "300" }],
              },
            },
          },
          visibilityConfig: measured(`${name}-rate`),
        },
      ],
      customResponseBodies: [
        {
          key: refusal,
          contentType: "APPLICATION_JSON",
          content: JSON.stringify({
            code: "throttled" satisfies GatewayCode,
            error: "Too many requests. Try again in a few minutes.",
          }),
        },
      ],
      visibilityConfig: measured(`${name}-firewall`),
    },
    { parent },
  ).arn;
}

/** Metrics, but no sampled requests, which hold visitors' IP addresses and headers. */
function measured(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
