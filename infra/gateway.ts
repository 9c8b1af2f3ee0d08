import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApiGatewayLogging, accessLogFormat } from "./api-logging";
import type { StageConfig } from "./config";

export interface GatewayArgs {
  /** The OpenAPI document with API Gateway's extensions. */
  readonly body: pulumi.Input<string>;
  readonly config: StageConfig;
}

/** The name of the stage makes `/api/*` of the site and of the API the same paths. */
export const stageName = "api";

/** A REST API, live on its one stage, with the key that only CloudFront knows. */
export class Gateway extends pulumi.ComponentResource {
  readonly apiName: pulumi.Output<string>;
  readonly executionArn: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What CloudFront adds to every request; secret. */
  readonly edgeKey: pulumi.Output<string>;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Gateway", name, {}, opts);
    const { config } = args;
    const api = new aws.apigateway.RestApi(
      `${name}-rest`,
      {
        description: "The API of the site.",
        body: args.body,
        endpointConfiguration: { types: "REGIONAL" },
      },
      { parent: this },
    );
    const stage = this.deploy(name, api, config);
    this.bound(name, api, stage, config);

    this.edgeKey = this.key(name, api, stage, config);
    this.apiName = api.name;
    this.executionArn = api.executionArn;
    this.stageName = stage.stageName;
    this.url = stage.invokeUrl;
    this.registerOutputs({
      apiName: this.apiName,
      executionArn: this.executionArn,
      stageName: this.stageName,
      url: this.url,
      edgeKey: this.edgeKey,
    });
  }

  private deploy(
    name: string,
    api: aws.apigateway.RestApi,
    config: StageConfig,
  ): aws.apigateway.Stage {
    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      {
        restApi: api.id,
        // A deployment is a snapshot: without a new one a changed body never goes live.
        triggers: { body: api.body.apply((body) => sha256(body ?? "")) },
      },
      { parent: this },
    );
    const accessLog = new aws.cloudwatch.LogGroup(
      `${name}-access-log`,
      { retentionInDays: config.logRetentionDays },
      { parent: this },
    );
    const logging = config.apiGatewayLogging
      ? [new ApiGatewayLogging(`${name}-logging`, { parent: this })]
      : [];
    return new aws.apigateway.Stage(
      `${name}-stage`,
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
      },
      { parent: this, dependsOn: logging },
    );
  }

  private bound(
    name: string,
    api: aws.apigateway.RestApi,
    stage: aws.apigateway.Stage,
    config: StageConfig,
  ): void {
    new aws.apigateway.MethodSettings(
      `${name}-settings`,
      {
        restApi: api.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: {
          metricsEnabled: true,
          loggingLevel: "ERROR",
          dataTraceEnabled: false,
          // Reads need no key, so the usage plan does not count them; this bounds them.
          throttlingRateLimit: config.rateLimitPerSecond * 10,
          throttlingBurstLimit: config.burstLimit * 10,
        },
      },
      { parent: this },
    );
  }

  private key(
    name: string,
    api: aws.apigateway.RestApi,
    stage: aws.apigateway.Stage,
    config: StageConfig,
  ): pulumi.Output<string> {
    const plan = new aws.apigateway.UsagePlan(
      `${name}-plan`,
      {
        description: "What the visitors of the site may write together.",
        apiStages: [{ apiId: api.id, stage: stage.stageName }],
        throttleSettings: { rateLimit: config.rateLimitPerSecond, burstLimit: config.burstLimit },
        quotaSettings: { limit: config.monthlyQuota, period: "MONTH" },
      },
      { parent: this },
    );
    const key = new aws.apigateway.ApiKey(
      `${name}-edge-key`,
      { description: "Added by CloudFront; never sent to a browser." },
      { parent: this, additionalSecretOutputs: ["value"] },
    );
    new aws.apigateway.UsagePlanKey(
      `${name}-plan-key`,
      { usagePlanId: plan.id, keyId: key.id, keyType: "API_KEY" },
      { parent: this },
    );
    return pulumi.secret(key.value);
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
