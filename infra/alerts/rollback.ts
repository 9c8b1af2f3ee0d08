import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleHandlers } from "../../build/bundles";
import { allow } from "../access/iam";
import type { StageConfig } from "../config";
import { LambdaFunction } from "../functions/lambda";
import { AlertTopic } from "./alert-topic";

export interface RollbackArgs {
  /** The functions that a bad release can break. */
  readonly functions: readonly LambdaFunction[];
  /** The topic on which it says what it did. */
  readonly tell: pulumi.Input<string>;
  readonly config: Pick<StageConfig, "logRetentionDays" | "rollbackCoolDownMinutes">;
}

const handler = "releases/roll-back";

/**
 * Moves functions that fail back to their earlier version when an alarm publishes on its topic. The
 * topic is its own, so that it never hears what it says itself.
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
    this.function = this.orchestrator(name, args);
    this.function.invokableBy(`${name}-caller`, "sns.amazonaws.com", this.topicArn);
    new aws.sns.TopicSubscription(
      `${name}-subscription`,
      { topic: this.topicArn, protocol: "lambda", endpoint: this.function.aliasArn },
      { parent: this },
    );
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private orchestrator(name: string, { functions, tell, config }: RollbackArgs): LambdaFunction {
    const arns = functions.map(({ arn }) => arn);
    return LambdaFunction.bundled(
      `${name}-roll-back`,
      bundleHandlers([handler])(handler),
      {
        noun: "roll-back",
        description: "Moves functions that fail back to their earlier version.",
        grants: [
          // CloudWatch has no resource for a metric.
          allow("cloudwatch", ["GetMetricData"], "*"),
          allow(
            "lambda",
            ["CreateAlias", "GetAlias", "ListVersionsByFunction", "UpdateAlias"],
            arns,
          ),
          // A version that is named, for its health check; never the function by itself.
          allow(
            "lambda",
            ["InvokeFunction"],
            arns.map((arn) => pulumi.interpolate`${arn}:*`),
          ),
          allow("sns", ["Publish"], tell),
        ],
        environment: {
          FUNCTION_NAMES: pulumi
            .all(functions.map(({ functionName }) => functionName))
            .apply((names) => names.join(",")),
          COOL_DOWN_MINUTES: String(config.rollbackCoolDownMinutes),
          CRITICAL_TOPIC: tell,
        },
        timeoutSeconds: 60,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
  }
}
