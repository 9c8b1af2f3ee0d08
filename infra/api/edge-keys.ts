import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { emulatedKey } from "../emulator";

export interface EdgeKeysArgs {
  /** The description of the usage plan. */
  readonly description: string;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  /** The days on which the keys were created, newest first. */
  readonly days: readonly string[];
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** Requests per month and key; without it, as many as the throttle lets through. */
  readonly monthlyQuota?: number;
  readonly config: Pick<StageConfig, "emulator">;
}

/**
 * A usage plan with one API key per day of the list; CloudFront sends the newest. A rotation adds a day
 * in front and drops the oldest of three. Pulumi creates the new key, updates CloudFront, waits until it
 * is deployed, and only then deletes the oldest key, which no edge has sent since the last rotation. So
 * no request is refused in between.
 *
 * A plan covers the whole stage: API Gateway cannot limit a key to some methods. The plans stay apart
 * because CloudFront picks the key by path, and nobody else has one.
 */
export class EdgeKeys extends pulumi.ComponentResource {
  /** The key that CloudFront adds to requests; secret, and known only once it is in the plan. */
  readonly newest: pulumi.Output<string>;
  /** The id of the usage plan. */
  readonly planId: pulumi.Output<string>;

  constructor(name: string, args: EdgeKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:EdgeKeys", name, {}, opts);
    const plan = new aws.apigateway.UsagePlan(
      `${name}-plan`,
      {
        description: args.description,
        apiStages: [{ apiId: args.api.id, stage: args.stage.stageName }],
        throttleSettings: args.throttle,
        ...(args.monthlyQuota !== undefined && {
          quotaSettings: { limit: args.monthlyQuota, period: "MONTH" },
        }),
      },
      { parent: this },
    );
    const [newest] = args.days.map((day) => this.key(name, day, plan, args.config));
    if (!newest)
      throw new pulumi.RunError("CloudFront needs an API key; add a day to shopfront:edgeKeys.");
    this.newest = newest;
    this.planId = plan.id;
    this.registerOutputs({ newest: this.newest, planId: this.planId });
  }

  private key(
    name: string,
    day: string,
    plan: aws.apigateway.UsagePlan,
    { emulator }: EdgeKeysArgs["config"],
  ): pulumi.Output<string> {
    const key = new aws.apigateway.ApiKey(
      `${name}-${day}`,
      {
        description: `Created on ${day}. CloudFront adds it; browsers never see it.`,
        // AWS makes the value itself; MiniStack refuses a key without one.
        ...(emulator !== undefined && { value: emulatedKey(`${name}-${day}`) }),
      },
      { parent: this, additionalSecretOutputs: ["value"] },
    );
    const planKey = new aws.apigateway.UsagePlanKey(
      `${name}-${day}-plan`,
      { usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" },
      // It repeats the key, and the provider does not mark it.
      { parent: this, additionalSecretOutputs: ["value"] },
    );
    // Waits for the plan key, or CloudFront could send a key that is in no plan yet.
    return pulumi.secret(pulumi.all([key.value, planKey.id]).apply(([value]) => value));
  }
}
