import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface EdgeKeysArgs {
  /** What the keys are for, in a sentence. */
  readonly description: string;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  /** The days on which the keys were made, newest first. */
  readonly days: readonly string[];
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /** Requests a month for each key. */
  readonly monthlyQuota: number;
}

/**
 * A usage plan with a key for each of the days; CloudFront sends the newest. A rotation puts a day in
 * front and drops the one before the last. Pulumi makes the new key first, then gives it to CloudFront
 * and waits for every edge to have it, and deletes last; and what it deletes then is not even the key
 * that an edge may still have sent, but the one before it. So nothing is refused in between.
 *
 * A plan covers a whole stage: API Gateway can't keep a key of one plan from the methods of another.
 * What keeps them apart is that the edge picks the key by the path, and nobody else has any.
 */
export class EdgeKeys extends pulumi.ComponentResource {
  /** What CloudFront adds to requests; secret, and known only once the plan takes it. */
  readonly newest: pulumi.Output<string>;

  constructor(name: string, args: EdgeKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:EdgeKeys", name, {}, opts);
    const plan = new aws.apigateway.UsagePlan(
      `${name}-plan`,
      {
        description: args.description,
        apiStages: [{ apiId: args.api.id, stage: args.stage.stageName }],
        throttleSettings: args.throttle,
        quotaSettings: { limit: args.monthlyQuota, period: "MONTH" },
      },
      { parent: this },
    );
    const [newest] = args.days.map((day) => this.key(name, day, plan));
    if (!newest) throw new Error("The edge needs a key; name a day in shopfront:edgeKeys.");
    this.newest = newest;
    this.registerOutputs({ newest: this.newest });
  }

  private key(name: string, day: string, plan: aws.apigateway.UsagePlan): pulumi.Output<string> {
    const key = new aws.apigateway.ApiKey(
      `${name}-${day}`,
      { description: `Made on ${day}, added by CloudFront; never sent to a browser.` },
      { parent: this, additionalSecretOutputs: ["value"] },
    );
    const tie = new aws.apigateway.UsagePlanKey(
      `${name}-${day}-plan`,
      { usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" },
      { parent: this },
    );
    // By way of the tie, or CloudFront could send a key that is in no plan yet.
    return pulumi.secret(pulumi.all([key.value, tie.id]).apply(([value]) => value));
  }
}
