import type * as pulumi from "@pulumi/pulumi";
import { type Bundles, functionBaseName } from "../../build/bundles";
import type { ScheduledFunction } from "../../contract/functions/schedules";
import type { StreamFunction } from "../../contract/functions/streams";
import type { TopicFunction } from "../../contract/functions/topics";
import { withCounting } from "../../contract/operations/counted";
import type {
  FunctionSpec,
  Operation,
  Setting,
  Touches,
} from "../../contract/operations/operation";
import { withBusiness } from "../../contract/operations/reads-business";
import { ledgerForm, ledgerFormVariable } from "../../handlers/releases/ledger-form";
import type { Statement } from "../access/iam";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import type { FailureQueue } from "../functions/failure-queue";
import { LambdaFunction } from "../functions/lambda";
import { runEvery } from "../functions/schedule";
import { feedStream } from "../functions/stream-feed";
import { feedTopic } from "../functions/topic-feed";
import { countsOf, messageCounts } from "../mail/counts";
import type { Mail } from "../mail/mail";
import { grantSms } from "../mail/sms";
import type { Pictures } from "../site/pictures";

export interface ContractFunctionsArgs {
  readonly bundles: Bundles;
  readonly failures: FailureQueue;
  readonly dataStore: DataStore;
  readonly mail: Mail;
  readonly pictures: Pictures;
  readonly config: StageConfig;
}

/** What a function's row says of the messages that it sends. */
type Sender = Pick<StreamFunction & ScheduledFunction, "sendsMail" | "countsMail">;

/** Declares the functions of the contract, each with exactly what its spec asks for. */
export class ContractFunctions {
  constructor(
    private readonly name: string,
    private readonly args: ContractFunctionsArgs,
    private readonly parent: pulumi.Resource,
  ) {}

  /** The function of an operation. */
  operation(spec: Operation): LambdaFunction {
    return this.functionOf(withCounting(spec), `${spec.method} ${spec.path}`, 10, []);
  }

  /** A function fed by a table's stream. */
  stream(spec: StreamFunction): LambdaFunction {
    const source = this.args.dataStore[spec.source];
    const consumer = this.functionOf(spec, `Stream of ${spec.source}`, 30, [
      source.grantStream(),
      this.args.failures.grantSend(),
      ...this.messageGrants(spec),
    ]);
    const name = `${this.name}-${functionBaseName(spec.handler)}-stream`;
    feedStream(name, source.streamArn, consumer, this.args.failures);
    return consumer;
  }

  /** A function that runs on a schedule. */
  schedule(spec: ScheduledFunction): LambdaFunction {
    const worker = this.functionOf(spec, `Schedule ${spec.every}`, 60, [
      ...this.messageGrants(spec),
      ...(spec.reportsFailures ? [this.args.failures.grantSend()] : []),
    ]);
    runEvery(`${this.name}-${functionBaseName(spec.handler)}-clock`, spec.every, worker, worker);
    return worker;
  }

  /** A function subscribed to a topic. */
  topic(spec: TopicFunction): LambdaFunction {
    const topicArns = { mailEvents: this.args.mail.eventsTopicArn };
    const subscriber = this.functionOf(spec, `Topic ${spec.topic}`, 30, [
      this.args.failures.grantSend(),
    ]);
    const name = `${this.name}-${functionBaseName(spec.handler)}-topic`;
    feedTopic(name, topicArns[spec.topic], subscriber, this.args.failures);
    return subscriber;
  }

  /** What a function needs to send messages to customers. */
  private messageGrants({ sendsMail, countsMail }: Sender): Statement[] {
    const { config, mail, dataStore } = this.args;
    if (!sendsMail) return [];
    return [
      mail.grantSend(),
      ...(countsMail ? [countsOf(dataStore, "mails")] : []),
      ...(config.smsMonthlyCap > 0 ? grantSms(dataStore) : []),
    ];
  }

  private functionOf(
    row: FunctionSpec,
    description: string,
    timeoutSeconds: number,
    grants: readonly Statement[],
  ): LambdaFunction {
    const { dataStore, pictures, config } = this.args;
    const spec = withBusiness(row);
    const shortName = functionBaseName(spec.handler);
    return LambdaFunction.bundled(
      `${this.name}-${shortName}`,
      this.args.bundles(spec.handler),
      {
        shortName,
        description,
        grants: [
          ...dataStore.grants(spec.touches),
          ...pictures.grants(spec.pictures ?? {}),
          ...grants,
        ],
        environment: {
          ...dataStore.environment({ ...spec.touches, ...this.counter(spec) }),
          ...this.settings(spec),
          ...("slots" in spec.touches && { [ledgerFormVariable]: String(ledgerForm.known) }),
        },
        memoryMb: spec.memoryMb,
        timeoutSeconds: spec.timeoutSeconds ?? timeoutSeconds,
        logRetentionDays: config.logRetentionDays,
        tracing: config.tracing,
        releasedGradually: config.canaryPercent > 0,
      },
      { parent: this.parent },
    );
  }

  /** The table that counts messages, for a function that sends any. */
  private counter({ settings = [] }: FunctionSpec): Touches {
    return settings.includes("MAIL_FROM") ? messageCounts : {};
  }

  private settings(spec: FunctionSpec): Record<string, pulumi.Input<string>> {
    const { config, failures, mail, pictures } = this.args;
    const values: Record<Setting, pulumi.Input<string>> = {
      AUTO_CONFIRM: String(config.autoConfirm),
      FEEDBACK_EMAIL_DAYS: String(config.feedbackEmailDays),
      FAILURE_QUEUE: failures.url,
      VISIT_SHARDS: String(config.visitShards),
      MAIL_FROM: mail.from,
      PICTURE_BUCKET: pictures.bucketName,
      PICTURE_UPLOADS: pictures.uploadUrl,
      MAIL_CONFIGURATION_SET: mail.configurationSetName,
      HAS_SMS: String(config.smsMonthlyCap > 0),
      SMS_MONTHLY_CAP: String(config.smsMonthlyCap),
      WRITES_PER_DAY: String(config.writesPerDay),
      WRITES_PER_TEN_MINUTES: String(config.writesPerTenMinutes),
    };
    return Object.fromEntries((spec.settings ?? []).map((setting) => [setting, values[setting]]));
  }
}
