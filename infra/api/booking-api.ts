import * as pulumi from "@pulumi/pulumi";
import { bundleHandlers, functionBaseName } from "../../build/bundles";
import type { ScheduledFunction } from "../../contract/functions/schedules";
import type { StreamFunction } from "../../contract/functions/streams";
import type { TopicFunction } from "../../contract/functions/topics";
import type { Routes } from "../../contract/openapi/document";
import { gatewayDocument } from "../../contract/openapi/gateway";
import type { FunctionSpec } from "../../contract/operations/operation";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import { FailureQueue } from "../functions/failure-queue";
import type { LambdaFunction } from "../functions/lambda";
import type { Mail } from "../mail/mail";
import type { Pictures } from "../site/pictures";
import type { AdminAuth } from "./admin-auth";
import { apiDocument } from "./api-document";
import { ContractFunctions } from "./contract-functions";
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
  readonly pictures: Pictures;
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
  /** The ids of the usage plans. */
  readonly planIds: Gateway["planIds"];
  /** The names of the gateway's log groups. */
  readonly logGroups: Gateway["logGroups"];
  readonly failures: FailureQueue;

  constructor(
    private readonly name: string,
    private readonly args: BookingApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:BookingApi", name, {}, opts);
    const { routes, streams, schedules, topics, config } = args;
    const bundles = bundleHandlers(
      [routes, streams, schedules, topics].flatMap((specs) =>
        Object.values<FunctionSpec>(specs).map((spec) => spec.handler),
      ),
    );
    this.failures = new FailureQueue(`${name}-failures`, { parent: this });
    const { failures } = this;
    const functions = new ContractFunctions(name, { ...args, bundles, failures }, this);
    const operations = mapValues(routes, (spec) => functions.operation(spec));
    const others = [
      ...Object.values(streams).map((spec) => functions.stream(spec)),
      ...Object.values(schedules).map((spec) => functions.schedule(spec)),
      ...Object.values(topics).map((spec) => functions.topic(spec)),
    ];
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
    this.allowInvocations(gateway, operations);

    this.functions = [...Object.values(operations), ...others];
    this.edgeKeys = gateway.edgeKeys;
    this.planIds = gateway.planIds;
    this.logGroups = gateway.logGroups;
    this.apiName = gateway.apiName;
    this.stageName = gateway.stageName;
    this.url = gateway.url;
    this.domainName = gateway.url.apply((url) => new URL(url).hostname);
    this.registerOutputs({
      edgeKeys: this.edgeKeys,
      planIds: this.planIds,
      logGroups: this.logGroups,
      apiName: this.apiName,
      stageName: this.stageName,
      url: this.url,
      domainName: this.domainName,
    });
  }

  /** Allows the gateway to invoke each function for its own method and path only; HEAD is a GET. */
  private allowInvocations(
    gateway: Gateway,
    operations: Readonly<Record<string, LambdaFunction>>,
  ): void {
    for (const [operation, spec] of Object.entries(this.args.routes)) {
      const path = spec.path.replace(/\{\w+\}/g, "*");
      const allow = (caller: string, method: string) =>
        operations[operation]?.allowInvocation(
          `${this.name}-${functionBaseName(spec.handler)}-${caller}`,
          "apigateway.amazonaws.com",
          pulumi.interpolate`${gateway.executionArn}/${stageName}/${method}${path}`,
        );
      allow("caller", spec.method);
      if (spec.method === "GET") allow("head-caller", "HEAD");
    }
  }
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
