import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../contract/operations/operation";
import type { StageConfig } from "../config";
import { ApiGatewayLogging, accessLogFormat, type GatewayLogs, gatewayLogs } from "./api-logging";
import { EdgeKeys } from "./edge-keys";

export interface GatewayArgs {
  /** The OpenAPI document with API Gateway's extensions. */
  readonly body: pulumi.Input<string>;
  readonly config: StageConfig;
}

/** The stage's name makes paths the same on the site and on the API: `/api/*`. */
export const stageName = "api";

/** A REST API deployed to its one stage, with the API keys that only CloudFront has. */
export class Gateway extends pulumi.ComponentResource {
  readonly apiName: pulumi.Output<string>;
  readonly executionArn: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** The API keys that CloudFront adds, by usage plan; secret. */
  readonly edgeKeys: Readonly<Record<Plan, pulumi.Output<string>>>;
  /** The ids of the usage plans. */
  readonly planIds: Readonly<Record<Plan, pulumi.Output<string>>>;
  /** The names of its log groups. */
  readonly logGroups: Readonly<Record<keyof GatewayLogs, pulumi.Output<string>>>;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Gateway", name, {}, opts);
    const { config } = args;
    const api = new aws.apigateway.RestApi(
      `${name}-rest`,
      {
        description: "The site's API.",
        body: args.body,
        endpointConfiguration: { types: "REGIONAL" },
      },
      { parent: this },
    );
    const logs = gatewayLogs(
      name,
      { apiId: api.id, stageName, retentionInDays: config.logRetentionDays },
      this,
    );
    const stage = this.deploy(name, api, logs, config);
    this.throttle(name, api, stage, config);

    const { bookings, visits } = this.plans(name, api, stage, config);
    this.edgeKeys = { bookings: bookings.newest, visits: visits.newest };
    this.logGroups = { access: logs.access.name, errors: logs.errors.name };
    this.planIds = { bookings: bookings.planId, visits: visits.planId };
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
      planIds: this.planIds,
      logGroups: this.logGroups,
    });
  }

  private deploy(
    name: string,
    api: aws.apigateway.RestApi,
    { access, errors }: GatewayLogs,
    config: StageConfig,
  ): aws.apigateway.Stage {
    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      {
        restApi: api.id,
        // A deployment is a snapshot: a changed body needs a new one to go live.
        triggers: { body: api.body.apply((body) => sha256(body ?? "")) },
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
        accessLogSettings: { destinationArn: access.arn, format: accessLogFormat },
      },
      { parent: this, dependsOn: [errors, ...logging] },
    );
  }

  private throttle(
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
          // $0.30 each, five per method; every method has a function with metrics of its own for free.
          metricsEnabled: false,
          loggingLevel: "ERROR",
          dataTraceEnabled: false,
          // Reads need no key, so no usage plan limits them; this does.
          throttlingRateLimit: config.rateLimitPerSecond * 10,
          throttlingBurstLimit: config.burstLimit * 10,
        },
      },
      { parent: this },
    );
  }

  /**
   * The plan of the bookings has no quota: a month's requests would be shared by all visitors, and whoever
   * used them up would keep everybody from booking until the month ends.
   */
  private plans(
    name: string,
    api: aws.apigateway.RestApi,
    stage: aws.apigateway.Stage,
    config: StageConfig,
  ): Record<Plan, EdgeKeys> {
    const { edgeKeys, rateLimitPerSecond, burstLimit } = config;
    const plan = (usage: Plan, description: string, monthlyQuota?: number) =>
      new EdgeKeys(
        `${name}-${usage}`,
        {
          api,
          stage,
          description,
          monthlyQuota,
          days: edgeKeys.flatMap((day) => day ?? []),
          throttle: { rateLimit: rateLimitPerSecond, burstLimit },
          config,
        },
        { parent: this },
      );
    return {
      bookings: plan("bookings", "Bookings: visitors book, move and cancel."),
      visits: plan("visits", "Visits and reviews.", config.monthlyVisits),
    };
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
