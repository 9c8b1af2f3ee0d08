import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { openApiDocument, type Routes } from "../handlers/openapi";
import type { FunctionSpec, Operation, Setting } from "../handlers/operation";
import type { StreamFunction } from "../handlers/streams";
import { apiDocument } from "./api-document";
import { ApiGatewayLogging, accessLogFormat } from "./api-logging";
import { type Bundles, bundleHandlers, functionBaseName } from "./bundles";
import type { StageConfig } from "./config";
import type { DataStore } from "./data-store";
import type { Statement } from "./iam";
import { LambdaFunction } from "./lambda";
import type { Mail } from "./mail";
import { FailureQueue, feedStream } from "./stream-feed";

export interface BookingApiArgs {
  readonly routes: Routes;
  readonly streams: Readonly<Record<string, StreamFunction>>;
  readonly dataStore: DataStore;
  readonly mail: Mail;
  readonly config: StageConfig;
}

/** The name of the stage makes `/api/*` of the site and of the API the same paths. */
const stageName = "api";

/** The REST API with a function behind every operation, and the functions that streams feed. */
export class BookingApi extends pulumi.ComponentResource {
  /** Every function, stream functions too. */
  readonly functions: readonly LambdaFunction[];
  /** Where CloudFront finds the API. */
  readonly domainName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly apiName: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** What CloudFront adds to every request; secret. */
  readonly edgeKey: pulumi.Output<string>;
  readonly failures: FailureQueue;

  constructor(
    name: string,
    private readonly args: BookingApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:BookingApi", name, {}, opts);
    const { routes, streams, config } = args;
    const bundles = bundleHandlers(
      [...Object.values(routes), ...Object.values(streams)].map((row) => row.handler),
    );
    const operations = mapValues(routes, (row) => this.operationFunction(name, row, bundles));
    const api = this.restApi(name, operations);
    const stage = this.deploy(name, api);
    this.letIn(name, api, operations);
    this.failures = new FailureQueue(`${name}-failures`, { parent: this });
    const consumers = mapValues(streams, (row) => this.streamFunction(name, row, bundles));

    this.functions = [...Object.values(operations), ...Object.values(consumers)];
    this.edgeKey = this.key(name, api, stage, config);
    this.apiName = api.name;
    this.stageName = stage.stageName;
    this.url = stage.invokeUrl;
    this.domainName = stage.invokeUrl.apply((url) => new URL(url).hostname);
    this.registerOutputs({
      domainName: this.domainName,
      url: this.url,
      apiName: this.apiName,
      stageName: this.stageName,
    });
  }

  private operationFunction(name: string, row: Operation, bundles: Bundles) {
    return this.fromRow(name, row, bundles, `${row.method} ${row.path}`, 10, []);
  }

  private streamFunction(name: string, row: StreamFunction, bundles: Bundles) {
    const source = this.args.dataStore[row.source];
    const consumer = this.fromRow(name, row, bundles, `Changes of ${row.source}`, 30, [
      source.grantStream(),
      this.failures.grantSend(),
      ...(row.sendsMail ? [this.args.mail.grantSend()] : []),
    ]);
    feedStream(
      `${name}-${functionBaseName(row.handler)}-stream`,
      source.streamArn,
      consumer,
      this.failures,
    );
    return consumer;
  }

  private fromRow(
    name: string,
    row: FunctionSpec,
    bundles: Bundles,
    description: string,
    timeoutSeconds: number,
    grants: readonly Statement[],
  ): LambdaFunction {
    const { dataStore, config } = this.args;
    const noun = functionBaseName(row.handler);
    return LambdaFunction.bundled(
      `${name}-${noun}`,
      bundles(row.handler),
      {
        noun,
        description,
        grants: [...dataStore.grants(row.touches), ...grants],
        environment: { ...dataStore.environment(row.touches), ...this.settings(row) },
        memoryMb: row.memoryMb,
        timeoutSeconds: row.timeoutSeconds ?? timeoutSeconds,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
  }

  private settings(row: FunctionSpec): Record<string, pulumi.Input<string>> {
    const { config, mail } = this.args;
    const values: Record<Setting, pulumi.Input<string>> = {
      AUTO_CONFIRM: String(config.autoConfirm),
      MAIL_FROM: mail.from,
      MAIL_CONFIGURATION_SET: mail.configurationSetName,
    };
    return Object.fromEntries((row.settings ?? []).map((setting) => [setting, values[setting]]));
  }

  private restApi(name: string, operations: Readonly<Record<string, LambdaFunction>>) {
    const invokeArns = mapValues(operations, (operation) => operation.invokeArn);
    return new aws.apigateway.RestApi(
      `${name}-rest`,
      {
        description: "The API of the site.",
        body: pulumi.jsonStringify(apiDocument(openApiDocument(this.args.routes), invokeArns)),
        endpointConfiguration: { types: "REGIONAL" },
      },
      { parent: this },
    );
  }

  private deploy(name: string, api: aws.apigateway.RestApi): aws.apigateway.Stage {
    const { config } = this.args;
    const logging = config.apiGatewayLogging
      ? [new ApiGatewayLogging(`${name}-logging`, { parent: this })]
      : [];
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
    const stage = new aws.apigateway.Stage(
      `${name}-stage`,
      {
        restApi: api.id,
        deployment: deployment.id,
        stageName,
        accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
      },
      { parent: this, dependsOn: logging },
    );
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
    return stage;
  }

  private letIn(
    name: string,
    api: aws.apigateway.RestApi,
    operations: Readonly<Record<string, LambdaFunction>>,
  ): void {
    for (const [operation, row] of Object.entries(this.args.routes)) {
      const path = row.path.replace(/\{\w+\}/g, "*");
      operations[operation]?.invokableBy(
        `${name}-${functionBaseName(row.handler)}-caller`,
        "apigateway.amazonaws.com",
        pulumi.interpolate`${api.executionArn}/${stageName}/${row.method}${path}`,
      );
    }
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

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
