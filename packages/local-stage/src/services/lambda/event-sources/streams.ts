import { randomUUID } from "node:crypto";
import type { DataFolder } from "../../../data-folder";
import type { Gate } from "../../../gate/gate";
import type { Graph, Resource } from "../../../graph";
import { type Log, oneLine } from "../../../log";
import type { AccessRequest } from "../../iam/policy";
import type { Role } from "../../iam/roles";
import type { Lambda } from "../lambda";
import { eventPattern } from "./event-pattern";
import { startPoller } from "./poller";
import { type StreamRecord, streamSource } from "./source";

/** Types that this module serves. */
export const streamTypes = ["aws:lambda/eventSourceMapping:EventSourceMapping"] as const;

export interface StreamsOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly region: string;
  readonly gate: Gate;
  readonly lambda: Lambda;
  readonly roles: ReadonlyMap<string, Role>;
  readonly log: Log;
  /** Before the first retry of a batch. Default 200. */
  readonly retryDelayMs?: number;
}

/** The event source mappings of the program, at work. */
export interface Streams {
  /** Says that a table was written to, so its readers need not wait for their next look. */
  poke(table: string): void;
  close(): Promise<void>;
}

/** Starts a poller for every captured mapping of a DynamoDB stream. */
export function startStreams(options: StreamsOptions): Streams {
  const pollers = options.graph
    .ofType(streamTypes[0])
    .filter(({ inputs }) => inputs.enabled ?? true)
    .flatMap((mapping) => {
      const poller = startMapping(mapping, options);
      return poller ? [{ table: tableOf(mapping), ...poller }] : [];
    });
  return {
    poke(table) {
      for (const poller of pollers) if (poller.table === table) poller.poke();
    },
    async close() {
      await Promise.all(pollers.map((poller) => poller.close()));
    },
  };
}

function startMapping({ name, inputs }: Resource, options: StreamsOptions) {
  const { folder, region, gate, lambda, roles, log } = options;
  const streamArn = String(inputs.eventSourceArn);
  const target = lambda.resolve(String(inputs.functionName));
  const role = target && roles.get(target.config.roleArn);
  if (!role || !streamArn.includes("/stream/")) {
    log(`${name}: not simulated, since it is no DynamoDB stream with a function of the program`);
    return undefined;
  }
  const functionArn = String(inputs.functionName).startsWith("arn:")
    ? inputs.functionName
    : target.arn;
  const started = Date.now();
  const maximumAge = inputs.maximumRecordAgeInSeconds ?? -1;
  const filters = ((inputs.filterCriteria?.filters ?? []) as { pattern: string }[]).map(
    ({ pattern }) => eventPattern(pattern),
  );
  const source = streamSource(gate.url, region, gate.credentialsFor(target.name, role), streamArn);

  const queueArn = inputs.destinationConfig?.onFailure?.destinationArn as string | undefined;
  const needs = mappingNeeds(streamArn, queueArn);

  /** What could not be done, in the shape that Lambda sends to the queue. */
  function giveUp(
    records: readonly StreamRecord[],
    condition: string,
    attempts: number,
    shardId: string,
  ) {
    const queue = queueArn?.split(":").at(-1);
    log(
      `${target?.name} gave up ${records.length} stream record(s): ${condition}${queue ? `, kept in queues/${queue}.jsonl` : ""}`,
    );
    if (!queueArn) return;
    const message = failureMessage(records, {
      condition,
      attempts,
      shardId,
      functionArn,
      streamArn,
    });
    folder.enqueue(queueArn, JSON.stringify(message));
  }

  return startPoller({
    name,
    source,
    folder,
    batchSize: inputs.batchSize ?? 100,
    // A mapping is made together with its table here, so LATEST sees what TRIM_HORIZON would.
    passes: (record) => filters.length === 0 || filters.some((test) => test(record)),
    rules: {
      bisect: inputs.bisectBatchOnFunctionError ?? false,
      retries:
        (inputs.maximumRetryAttempts ?? -1) < 0
          ? Number.POSITIVE_INFINITY
          : inputs.maximumRetryAttempts,
      reportsItemFailures: (inputs.functionResponseTypes ?? []).includes("ReportBatchItemFailures"),
      // The hours that the stage was off are not the function's: AWS is never off.
      isTooOld: ({ dynamodb }) =>
        maximumAge > 0 &&
        Date.now() - Math.max(dynamodb.ApproximateCreationDateTime * 1000, started) >
          maximumAge * 1000,
    },
    async invoke(records) {
      const Records = records.map((record) => ({ ...record, eventSourceARN: streamArn }));
      const result = await lambda.invoke(functionArn, { Records });
      const failed = result.ok ? countFailures(result.payload) : 0;
      if (failed > 0) {
        const file = `logs/${target.name}.jsonl`;
        log(
          `${target.name} reports ${failed} of ${records.length} stream records as failed: ${file}`,
        );
      }
      return result;
    },
    giveUp,
    retryDelayMs: options.retryDelayMs ?? 200,
    checkAccess() {
      const missing = needs.filter((need) => gate.refusal(target.name, role, need));
      if (missing.length === 0) return;
      const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(", ");
      throw new Error(`the role of ${target.name} may not do ${named}`);
    },
    onError: (error) => log(`${name}: ${oneLine(error)}`),
  });
}

/**
 * What a role must be allowed to for its mapping to work: Lambda refuses to create one that lacks any
 * of it. Here all of it is asked before every look at the stream.
 */
function mappingNeeds(streamArn: string, queueArn: string | undefined): AccessRequest[] {
  const reading = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
  return [
    ...reading.map((action) => ({ action: `dynamodb:${action}`, resource: streamArn })),
    ...(queueArn ? [{ action: "sqs:SendMessage", resource: queueArn }] : []),
  ];
}

function failureMessage(
  records: readonly StreamRecord[],
  about: {
    condition: string;
    attempts: number;
    shardId: string;
    functionArn: string;
    streamArn: string;
  },
) {
  const arrival = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: about.functionArn,
      condition: about.condition,
      approximateInvokeCount: about.attempts,
    },
    version: "1.0",
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: about.shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(records[0]),
      approximateArrivalOfLastRecord: arrival(records.at(-1)),
      batchSize: records.length,
      streamArn: about.streamArn,
    },
  };
}

function countFailures(payload: unknown): number {
  const reply = payload as { batchItemFailures?: unknown[] } | null;
  return reply?.batchItemFailures?.length ?? 0;
}

function tableOf({ inputs }: Resource): string {
  return /:table\/([^/]+)\//.exec(String(inputs.eventSourceArn))?.[1] ?? "";
}
