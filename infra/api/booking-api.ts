import * as pulumi from "@pulumi/pulumi";
import { type Bundles, bundleHandlers, functionBaseName } from "../../build/bundles";
import type { ScheduledFunction } from "../../contract/functions/schedules";
import type { StreamFunction } from "../../contract/functions/streams";
import type { TopicFunction } from "../../contract/functions/topics";
import { openApiDocument, type Routes } from "../../contract/openapi/document";
import type {
  FunctionSpec,
  Operation,
  Setting,
  Touches,
} from "../../contract/operations/operation";
import type { Statement } from "../access/iam";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import { FailureQueue } from "../functions/failure-queue";
import { LambdaFunction } from "../functions/lambda";
import { runEvery } from "../functions/schedule";
import { feedStream } from "../functions/stream-feed";
import { feedTopic } from "../functions/topic-feed";
import type { Mail } from "../mail/mail";
import { grantSms, smsCounts } from "../mail/sms";
import type { AdminAuth } from "./admin-auth";
import { apiDocument } from "./api-document";
import { Gateway, stageName } from "./gateway";

export interface BookingApiArgs {
  readonly routes: Routes;
  readonly streams: Readonly<Record<string, StreamFunction>>;
  readonly schedules: Readonly<Record<string, ScheduledFunction>>;
  readonly topics: Readonly<Record<string, TopicFunction>>;
  readonly dataStore: DataStore;
  readonly mail: Mail;
  readonly adminAuth: AdminAuth;
  readonly config: StageConfig;
}

/** The REST API with a function for every operation, and the functions of streams, schedules and topics. */
export class BookingApi extends pulumi.ComponentResource {
  /** Every function, whatever triggers it. */
  readonly functions: readonly LambdaFunction[];
  /** The origin that CloudFront forwards to. */
  readonly domainName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly apiName: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** The API keys that CloudFront adds, by usage plan; secret. */
  readonly edgeKeys: Gateway["edgeKeys"];
  readonly failures: FailureQueue;
  private readonly bundles: Bundles;

  constructor(
    private readonly name: string,
    private readonly args: BookingApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:BookingApi", name, {}, opts);
    const { routes, streams, schedules, topics, config } = args;
    this.bundles = bundleHandlers(
      [routes, streams, schedules, topics].flatMap((specs) =>
        Object.values<FunctionSpec>(specs).map((spec) => spec.handler),
      ),
    );
    this.failures = new FailureQueue(`${name}-failures`, { parent: this });
    const operations = mapValues(routes, (spec) => this.operationFunction(spec));
    const ofStreams = mapValues(streams, (spec) => this.streamFunction(spec));
    const scheduled = mapValues(schedules, (spec) => this.scheduledFunction(spec));
    const ofTopics = mapValues(topics, (spec) => this.topicFunction(spec));
    const invokeArns = mapValues(operations, (operation) => operation.invokeArn);
    const document = apiDocument(openApiDocument(routes), {
      invokeArns,
      adminPoolArn: args.adminAuth.userPoolArn,
    });
    const gateway = new Gateway(
      `${name}-gateway`,
      { body: pulumi.jsonStringify(document), config },
      { parent: this },
    );
    this.allowInvocations(gateway, operations);

    this.functions = [operations, ofStreams, scheduled, ofTopics].flatMap((each) =>
      Object.values(each),
    );
    this.edgeKeys = gateway.edgeKeys;
    this.apiName = gateway.apiName;
    this.stageName = gateway.stageName;
    this.url = gateway.url;
    this.domainName = gateway.url.apply((url) => new URL(url).hostname);
    this.registerOutputs({
      edgeKeys: this.edgeKeys,
      apiName: this.apiName,
      stageName: this.stageName,
      url: this.url,
      domainName: this.domainName,
    });
  }

  private operationFunction(spec: Operation): LambdaFunction {
    return this.functionOf(spec, `${spec.method} ${spec.path}`, 10, []);
  }

  private streamFunction(spec: StreamFunction): LambdaFunction {
    const source = this.args.dataStore[spec.source];
    const consumer = this.functionOf(spec, `Stream of ${spec.source}`, 30, [
      source.grantStream(),
      this.failures.grantSend(),
      ...this.messageGrants(spec),
    ]);
    const name = `${this.name}-${functionBaseName(spec.handler)}-stream`;
    feedStream(name, source.streamArn, consumer, this.failures);
    return consumer;
  }

  private scheduledFunction(spec: ScheduledFunction): LambdaFunction {
    const worker = this.functionOf(spec, `Schedule ${spec.every}`, 60, this.messageGrants(spec));
    runEvery(`${this.name}-${functionBaseName(spec.handler)}-clock`, spec.every, worker, worker);
    return worker;
  }

  private topicFunction(spec: TopicFunction): LambdaFunction {
    const topicArns = { mailEvents: this.args.mail.eventsTopicArn };
    const subscriber = this.functionOf(spec, `Topic ${spec.topic}`, 30, [
      this.failures.grantSend(),
    ]);
    const name = `${this.name}-${functionBaseName(spec.handler)}-topic`;
    feedTopic(name, topicArns[spec.topic], subscriber, this.failures);
    return subscriber;
  }

  /** What a function needs to send messages to customers. */
  private messageGrants({ sendsMail }: { readonly sendsMail?: boolean }): Statement[] {
    const { config, mail, dataStore } = this.args;
    if (!sendsMail) return [];
    return [mail.grantSend(), ...(config.smsMonthlyCap > 0 ? grantSms(dataStore) : [])];
  }

  private functionOf(
    spec: FunctionSpec,
    description: string,
    timeoutSeconds: number,
    grants: readonly Statement[],
  ): LambdaFunction {
    const { dataStore, config } = this.args;
    const shortName = functionBaseName(spec.handler);
    return LambdaFunction.bundled(
      `${this.name}-${shortName}`,
      this.bundles(spec.handler),
      {
        shortName,
        description,
        grants: [...dataStore.grants(spec.touches), ...grants],
        environment: {
          ...dataStore.environment({ ...spec.touches, ...this.smsCounter(spec) }),
          ...this.settings(spec),
        },
        memoryMb: spec.memoryMb,
        timeoutSeconds: spec.timeoutSeconds ?? timeoutSeconds,
        logRetentionDays: config.logRetentionDays,
        tracing: config.tracing,
        releasedGradually: config.canaryPercent > 0,
      },
      { parent: this },
    );
  }

  /** The table that counts SMS, for a function that sends any. */
  private smsCounter({ settings = [] }: FunctionSpec): Touches {
    const sends = settings.includes("SMS_MONTHLY_CAP") && this.args.config.smsMonthlyCap > 0;
    return sends ? smsCounts : {};
  }

  private settings(spec: FunctionSpec): Record<string, pulumi.Input<string>> {
    const { config, mail } = this.args;
    const values: Record<Setting, pulumi.Input<string>> = {
      AUTO_CONFIRM: String(config.autoConfirm),
      FEEDBACK_DAYS: String(config.feedbackDays),
      VISIT_SHARDS: String(config.visitShards),
      MAIL_FROM: mail.from,
      MAIL_CONFIGURATION_SET: mail.configurationSetName,
      SMS_MONTHLY_CAP: String(config.smsMonthlyCap),
    };
    return Object.fromEntries((spec.settings ?? []).map((setting) => [setting, values[setting]]));
  }

  /** Allows the gateway to invoke each function for its own method and path only. */
  private allowInvocations(
    gateway: Gateway,
    operations: Readonly<Record<string, LambdaFunction>>,
  ): void {
    for (const [operation, spec] of Object.entries(this.args.routes)) {
      const path = spec.path.replace(/\{\w+\}/g, "*");
      operations[operation]?.allowInvocation(
        `${this.name}-${functionBaseName(spec.handler)}-caller`,
        "apigateway.amazonaws.com",
        pulumi.interpolate`${gateway.executionArn}/${stageName}/${spec.method}${path}`,
      );
    }
  }
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
