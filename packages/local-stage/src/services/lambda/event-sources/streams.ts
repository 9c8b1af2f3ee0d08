import { randomUUID } from "node:crypto";
import type { Resource } from "../../../graph";
import { oneLine } from "../../../log";
import type { AccessRequest } from "../../iam/policy";
import { eventPattern } from "./event-pattern";
import type { MappedFunction, MappingOptions, RunningMapping } from "./mapping";
import { startPoller } from "./poller";
import { type StreamRecord, streamSource } from "./source";

/** Reads a DynamoDB stream for one mapping of the program. */
export function startStreamMapping(
  { name, inputs }: Resource,
  { target, role, functionArn }: MappedFunction,
  options: MappingOptions,
): RunningMapping {
  const { folder, region, gate, lambda, services, log } = options;
  const streamArn = String(inputs.eventSourceArn);
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
      `${target.name} gave up ${records.length} stream record(s): ${condition}${queue ? `, kept in queues/${queue}.jsonl` : ""}`,
    );
    if (!queueArn) return;
    const message = failureMessage(records, {
      condition,
      attempts,
      shardId,
      functionArn,
      streamArn,
    });
    services.sqs.send(queueArn, JSON.stringify(message));
  }

  const poller = startPoller({
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
  const table = /:table\/([^/]+)\//.exec(streamArn)?.[1];
  services.dynamodb.onWrite((written) => {
    if (written === table) poller.poke();
  });
  return poller;
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
