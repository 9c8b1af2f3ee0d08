import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { GatewayCode } from "../../contract/errors/codes";
import type { StageConfig } from "../config";
import { edgeRegion } from "./cloudfront";

/**
 * The ARN of a web firewall that turns away an address for as long as it asks more than the stage
 * allows in five minutes; nothing where the stage has none.
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
      description: "Stops who asks too often.",
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

/** Counted, but without the samples of requests, which hold visitors' addresses and headers. */
function measured(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}
