import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../contract/operations/operation";
import type { StageConfig } from "../config";
import { ApiGatewayLogging, accessLogFormat } from "./api-logging";
import { EdgeKeys } from "./edge-keys";

export interface GatewayArgs {
  /** The OpenAPI document with API Gateway's extensions. */
  readonly body: pulumi.Input<string>;
  readonly config: StageConfig;
}

/** The name of the stage makes `/api/*` of the site and of the API the same paths. */
export const stageName = "api";

/** A REST API, live on its one stage, with the keys that only CloudFront knows. */
export class Gateway extends pulumi.ComponentResource {
  readonly apiName: pulumi.Output<string>;
  readonly executionArn: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What CloudFront adds to requests, by what they may spend; secret. */
  readonly edgeKeys: Readonly<Record<Plan, pulumi.Output<string>>>;

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

    this.edgeKeys = this.keys(name, api, stage, config);
    this.apiName = api.name;
    this.executionArn = api.executionArn;
    this.stageName = stage.stageName;
    this.url = stage.invokeUrl;
    this.registerOutputs({
      apiName: this.apiName,
      executionArn: this.executionArn,
      stageName: this.stageName,
      url: this.url,
      edgeKeys: this.edgeKeys,
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
    const retentionInDays = config.logRetentionDays;
    const accessLog = new aws.cloudwatch.LogGroup(
      `${name}-access-log`,
      { retentionInDays },
      { parent: this },
    );
    // API Gateway's own name for the log of what failed in it. It would make the group itself, to be
    // kept for ever and left behind by `pulumi destroy`.
    const errorLog = new aws.cloudwatch.LogGroup(
      `${name}-error-log`,
      {
        name: pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
        retentionInDays,
      },
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
        xrayTracingEnabled: config.tracing,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
      },
      { parent: this, dependsOn: [errorLog, ...logging] },
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
          // By method they cost $0.30 each, five a method; each method's function has its own for free.
          metricsEnabled: false,
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

  private keys(
    name: string,
    api: aws.apigateway.RestApi,
    stage: aws.apigateway.Stage,
    config: StageConfig,
  ): Record<Plan, pulumi.Output<string>> {
    const { edgeKeys, rateLimitPerSecond, burstLimit } = config;
    const plan = (noun: Plan, monthlyQuota: number, description: string) =>
      new EdgeKeys(
        `${name}-${noun}`,
        {
          api,
          stage,
          description,
          monthlyQuota,
          days: edgeKeys.flatMap((day) => day ?? []),
          throttle: { rateLimit: rateLimitPerSecond, burstLimit },
        },
        { parent: this },
      ).newest;
    return {
      bookings: plan("bookings", config.monthlyQuota, "What visitors may book, move and cancel."),
      visits: plan(
        "visits",
        config.monthlyVisits,
        "What else visitors may write: visits, reviews.",
      ),
    };
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
