import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleHandlers } from "../../build/bundles";
import { allow } from "../access/iam";
import type { StageConfig } from "../config";
import { LambdaFunction } from "../functions/lambda";
import { AlertTopic } from "./alert-topic";

export interface RollbackArgs {
  /** The functions that may be rolled back. */
  readonly functions: readonly LambdaFunction[];
  /** The topic that hears of every rollback. */
  readonly reportTo: pulumi.Input<string>;
  readonly config: Pick<StageConfig, "logRetentionDays" | "rollbackCoolDownMinutes">;
}

const handler = "releases/roll-back";

/**
 * Rolls failing functions back to their previous version when an alarm publishes on its topic. The
 * topic is its own, so that it never hears its own reports.
 */
export class Rollback extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly function: LambdaFunction;

  constructor(name: string, args: RollbackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Rollback", name, {}, opts);
    this.topicArn = new AlertTopic(
      `${name}-alarm`,
      { publishers: ["cloudwatch"] },
      { parent: this },
    ).arn;
    this.function = this.rollbackFunction(name, args);
    this.function.allowInvocation(`${name}-caller`, "sns.amazonaws.com", this.topicArn);
    new aws.sns.TopicSubscription(
      `${name}-subscription`,
      { topic: this.topicArn, protocol: "lambda", endpoint: this.function.aliasArn },
      { parent: this },
    );
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private rollbackFunction(
    name: string,
    { functions, reportTo, config }: RollbackArgs,
  ): LambdaFunction {
    const arns = functions.map(({ arn }) => arn);
    return LambdaFunction.bundled(
      `${name}-roll-back`,
      bundleHandlers([handler])(handler),
      {
        shortName: "roll-back",
        description: "Rolls failing functions back to their previous version.",
        grants: [
          // Metrics have no ARN.
          allow("cloudwatch", ["GetMetricData"], "*"),
          allow(
            "lambda",
            ["CreateAlias", "GetAlias", "ListVersionsByFunction", "UpdateAlias"],
            arns,
          ),
          // Only with a version, for its health check; never the function itself.
          allow(
            "lambda",
            ["InvokeFunction"],
            arns.map((arn) => pulumi.interpolate`${arn}:*`),
          ),
          allow("sns", ["Publish"], reportTo),
        ],
        environment: {
          FUNCTION_NAMES: pulumi
            .all(functions.map(({ functionName }) => functionName))
            .apply((names) => names.join(",")),
          COOL_DOWN_MINUTES: String(config.rollbackCoolDownMinutes),
          CRITICAL_TOPIC: reportTo,
        },
        timeoutSeconds: 60,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
  }
}
