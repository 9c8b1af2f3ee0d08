import * as pulumi from "@pulumi/pulumi";
import { type Bundles, bundleHandlers, functionBaseName } from "../../build/bundles";
import type { ScheduledFunction } from "../../contract/functions/schedules";
import type { StreamFunction } from "../../contract/functions/streams";
import type { TopicFunction } from "../../contract/functions/topics";
import type { Routes } from "../../contract/openapi/document";
import { gatewayDocument } from "../../contract/openapi/gateway";
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
import { grantTexts, textCounts } from "../mail/texts";
import type { AdminAuth } from "./admin-auth";
import { apiDocument } from "./api-document";
import { Gateway, stageName } from "./gateway";

export interface BookingApiArgs {
  /** Of the API's document. */
  readonly title: string;
  readonly routes: Routes;
  readonly streams: Readonly<Record<string, StreamFunction>>;
  readonly schedules: Readonly<Record<string, ScheduledFunction>>;
  readonly topics: Readonly<Record<string, TopicFunction>>;
  readonly dataStore: DataStore;
  readonly mail: Mail;
  readonly adminAuth: AdminAuth;
  readonly config: StageConfig;
}

/** The REST API with a function behind every operation, and those that streams and the clock run. */
export class BookingApi extends pulumi.ComponentResource {
  /** Every function, whatever runs it. */
  readonly functions: readonly LambdaFunction[];
  /** Where CloudFront finds the API. */
  readonly domainName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly apiName: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  /** What CloudFront adds to requests, by what they may spend; secret. */
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
      [routes, streams, schedules, topics].flatMap((rows) =>
        Object.values<FunctionSpec>(rows).map((row) => row.handler),
      ),
    );
    this.failures = new FailureQueue(`${name}-failures`, { parent: this });
    const operations = mapValues(routes, (row) => this.operationFunction(row));
    const consumers = mapValues(streams, (row) => this.streamFunction(row));
    const clockwork = mapValues(schedules, (row) => this.scheduledFunction(row));
    const listeners = mapValues(topics, (row) => this.topicFunction(row));
    const invokeArns = mapValues(operations, (operation) => operation.invokeArn);
    const document = apiDocument(gatewayDocument(args.title, routes), {
      invokeArns,
      adminPoolArn: args.adminAuth.userPoolArn,
    });
    const gateway = new Gateway(
      `${name}-gateway`,
      { body: pulumi.jsonStringify(document), config },
      { parent: this },
    );
    this.letIn(gateway, operations);

    this.functions = [operations, consumers, clockwork, listeners].flatMap((each) =>
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

  private operationFunction(row: Operation): LambdaFunction {
    return this.fromRow(row, `${row.method} ${row.path}`, 10, []);
  }

  private streamFunction(row: StreamFunction): LambdaFunction {
    const source = this.args.dataStore[row.source];
    const consumer = this.fromRow(row, `Changes of ${row.source}`, 30, [
      source.grantStream(),
      this.failures.grantSend(),
      ...this.telling(row),
    ]);
    const name = `${this.name}-${functionBaseName(row.handler)}-stream`;
    feedStream(name, source.streamArn, consumer, this.failures);
    return consumer;
  }

  private scheduledFunction(row: ScheduledFunction): LambdaFunction {
    const worker = this.fromRow(row, `Runs at ${row.every}`, 60, this.telling(row));
    runEvery(`${this.name}-${functionBaseName(row.handler)}-clock`, row.every, worker, worker);
    return worker;
  }

  private topicFunction(row: TopicFunction): LambdaFunction {
    const topicArns = { mailEvents: this.args.mail.eventsTopicArn };
    const listener = this.fromRow(row, `Messages of ${row.topic}`, 30, [this.failures.grantSend()]);
    const name = `${this.name}-${functionBaseName(row.handler)}-topic`;
    feedTopic(name, topicArns[row.topic], listener, this.failures);
    return listener;
  }

  /** What a function that tells customers about their bookings may do for it. */
  private telling({ sendsMail }: { readonly sendsMail?: boolean }): Statement[] {
    const { config, mail, dataStore } = this.args;
    if (!sendsMail) return [];
    return [mail.grantSend(), ...(config.smsMonthlyCap > 0 ? grantTexts(dataStore) : [])];
  }

  private fromRow(
    row: FunctionSpec,
    description: string,
    timeoutSeconds: number,
    grants: readonly Statement[],
  ): LambdaFunction {
    const { dataStore, config } = this.args;
    const noun = functionBaseName(row.handler);
    return LambdaFunction.bundled(
      `${this.name}-${noun}`,
      this.bundles(row.handler),
      {
        noun,
        description,
        grants: [...dataStore.grants(row.touches), ...grants],
        environment: {
          ...dataStore.environment({ ...row.touches, ...this.countedTexts(row) }),
          ...this.settings(row),
        },
        memoryMb: row.memoryMb,
        timeoutSeconds: row.timeoutSeconds ?? timeoutSeconds,
        logRetentionDays: config.logRetentionDays,
        tracing: config.tracing,
        releasedGradually: config.canaryPercent > 0,
      },
      { parent: this },
    );
  }

  /** The table that counts the text messages, for whoever sends any. */
  private countedTexts({ settings = [] }: FunctionSpec): Touches {
    const sends = settings.includes("SMS_MONTHLY_CAP") && this.args.config.smsMonthlyCap > 0;
    return sends ? textCounts : {};
  }

  private settings(row: FunctionSpec): Record<string, pulumi.Input<string>> {
    const { config, mail } = this.args;
    const values: Record<Setting, pulumi.Input<string>> = {
      AUTO_CONFIRM: String(config.autoConfirm),
      FEEDBACK_DAYS: String(config.feedbackDays),
      VISIT_SHARDS: String(config.visitShards),
      MAIL_FROM: mail.from,
      MAIL_CONFIGURATION_SET: mail.configurationSetName,
      SMS_MONTHLY_CAP: String(config.smsMonthlyCap),
    };
    return Object.fromEntries((row.settings ?? []).map((setting) => [setting, values[setting]]));
  }

  /** Lets the gateway call each function for its own method and path, and for no other. */
  private letIn(gateway: Gateway, operations: Readonly<Record<string, LambdaFunction>>): void {
    for (const [operation, row] of Object.entries(this.args.routes)) {
      const path = row.path.replace(/\{\w+\}/g, "*");
      operations[operation]?.allowInvocation(
        `${this.name}-${functionBaseName(row.handler)}-caller`,
        "apigateway.amazonaws.com",
        pulumi.interpolate`${gateway.executionArn}/${stageName}/${row.method}${path}`,
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
