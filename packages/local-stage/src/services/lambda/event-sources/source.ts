import type { Credentials } from "../../../gate/credentials";
import { send } from "../../../http/client";

/** One change in a table, as DynamoDB Streams gives it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: string;
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
    readonly [field: string]: unknown;
  };
}

export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

/** Where reading goes on: after a record, or from the oldest one there is. */
export type Position = { readonly after: string } | "oldest";

/** The stream of one table, read with a function's own credentials, so its grants are tested. */
export interface StreamSource {
  /** Shard ids are unique below the label, which changes when the table is made anew. */
  shards(): Promise<{ label: string; shards: Shard[] }>;
  iterator(shardId: string, position: Position): Promise<string>;
  read(
    iterator: string,
    limit: number,
  ): Promise<{ records: StreamRecord[]; next: string | undefined }>;
}

/** A refusal or a failure of the stream's API. */
export class StreamError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Reads a stream through the gate. */
export function streamSource(
  gateUrl: string,
  region: string,
  credentials: Credentials,
  streamArn: string,
): StreamSource {
  async function call<T>(operation: string, input: object): Promise<T> {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDBStreams_20120810.${operation}`,
      "x-amz-date": "20260101T000000Z",
      "x-amz-security-token": credentials.sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
    };
    const { status, body } = await send(gateUrl, headers, JSON.stringify(input));
    const reply = JSON.parse(body.toString("utf8") || "{}");
    if (status === 200) return reply as T;
    const code =
      String(reply.__type ?? "")
        .split("#")
        .at(-1) ?? "";
    throw new StreamError(code, reply.message ?? reply.Message ?? code);
  }

  return {
    async shards() {
      const all: Shard[] = [];
      for (let last: string | undefined; ; ) {
        const input = { StreamArn: streamArn, ExclusiveStartShardId: last };
        const { StreamDescription: found } = await call<{
          StreamDescription: {
            StreamLabel: string;
            Shards: Shard[];
            LastEvaluatedShardId?: string;
          };
        }>("DescribeStream", input);
        all.push(...found.Shards);
        last = found.LastEvaluatedShardId;
        if (!last) return { label: found.StreamLabel, shards: all };
      }
    },
    async iterator(ShardId, position) {
      const where =
        position === "oldest"
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position.after };
      const input = { StreamArn: streamArn, ShardId, ...where };
      return (await call<{ ShardIterator: string }>("GetShardIterator", input)).ShardIterator;
    },
    async read(iterator, limit) {
      const reply = await call<{ Records: StreamRecord[]; NextShardIterator?: string }>(
        "GetRecords",
        { ShardIterator: iterator, Limit: limit },
      );
      return { records: reply.Records, next: reply.NextShardIterator };
    },
  };
}
