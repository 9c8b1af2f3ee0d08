import type { IncomingHttpHeaders } from "node:http";
import { accountId } from "../../account";
import { AwsError } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import type { Graph } from "../../graph";
import { type Answer, send } from "../../http/client";
import type { ServiceContext } from "../../service";
import type { AccessRequest } from "../iam/policy";
import type { Engine } from "./engine";
import { leadingKeys } from "./leading-keys";
import { repairImage } from "./stream-images";

// biome-ignore lint/suspicious/noExplicitAny: every operation has its own shape
type Input = Record<string, any>;

/** What one DynamoDB call asks for. */
export interface DynamoDbCall {
  /** Every permission it needs; all of them must be granted. */
  readonly needs: readonly AccessRequest[];
  /** Names of the tables that it writes. */
  readonly writes: readonly string[];
}

/** DynamoDB's API as functions call it: what their roles allow goes to the engine as it is. */
export function dynamoDbApi({ graph, region, services }: ServiceContext): GateService {
  const { engine, wrote } = services.dynamodb;
  const dynamoDb = dynamoDbService(graph, engine, region, accountId);
  return async (call) => {
    const target = String(call.headers["x-amz-target"] ?? "");
    const input = parseJson(call.body);
    if (/(Statement|Transaction)$/.test(target)) {
      throw new AwsError(
        400,
        "AccessDeniedException",
        "The local stage does not pass PartiQL on, since it cannot tell what a statement touches.",
      );
    }
    const { needs, writes } = dynamoDb.read(target, input);
    call.require(...needs);
    const reply = await dynamoDb.forward(target, call.headers, call.body, input);
    if (reply.status === 200) for (const table of new Set(writes)) wrote(table);
    return reply;
  };
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString("utf8") || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

/** Reads DynamoDB calls against the captured tables, and passes the allowed ones to the engine. */
function dynamoDbService(graph: Graph, engine: Engine, region: string, account: string) {
  const tables = graph.ofType("aws:dynamodb/table:Table");
  const engineStreams = new Map<string, string>();

  const need: Need = (operation, name, request, index) => {
    const table = tables.find(({ outputs }) => outputs.name === name || outputs.arn === name);
    const made = name.startsWith("arn:")
      ? name
      : `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    const arn = name === "*" ? "*" : (table?.outputs.arn ?? made);
    const indexes: Input[] = table?.inputs.globalSecondaryIndexes ?? [];
    const { hashKey } =
      indexes.find((candidate) => candidate.name === index) ?? table?.inputs ?? {};
    return {
      action: `dynamodb:${operation}`,
      resource: index ? `${arn}/index/${index}` : arn,
      ...(request && { context: { "dynamodb:LeadingKeys": leadingKeys(request, hashKey) } }),
    };
  };

  const streamOf = (name: string): string =>
    tables.find(({ outputs }) => outputs.name === name)?.outputs.streamArn || "*";

  /** The engine gives its streams ARNs of its own; functions know only the captured one. */
  async function toEngineStream(arn: string): Promise<string> {
    const known = engineStreams.get(arn);
    if (known) return known;
    const TableName = /:table\/([^/]+)\/stream\//.exec(arn)?.[1];
    const { Table } = await engine.call<{ Table: { LatestStreamArn?: string } }>(
      "DynamoDB_20120810.DescribeTable",
      { TableName },
    );
    engineStreams.set(arn, Table.LatestStreamArn ?? arn);
    return Table.LatestStreamArn ?? arn;
  }

  async function forward(target: string, headers: IncomingHttpHeaders, body: Buffer, input: Input) {
    const pass = Object.fromEntries(
      Object.entries(headers).filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === "string" && !["host", "connection"].includes(entry[0]),
      ),
    );
    if (!target.startsWith("DynamoDBStreams_")) return send(engine.url, pass, body);
    const translated = { ...input };
    if (input.StreamArn) translated.StreamArn = await toEngineStream(input.StreamArn);
    const iterator = unpackIterator(input.ShardIterator);
    if (iterator) translated.ShardIterator = iterator.token;
    const text = JSON.stringify(translated);
    pass["content-length"] = String(Buffer.byteLength(text));
    const answer = await send(engine.url, pass, text);
    // The table may have been made anew behind our back.
    if (answer.status !== 200) engineStreams.clear();
    return captureStreamNames(answer, input.StreamArn ?? iterator?.streamArn);
  }

  /** AWS's iterators begin with the ARN of their stream; ours do too, so GetRecords can be checked. */
  function captureStreamNames(answer: Answer, streamArn: string | undefined): Answer {
    if (answer.status !== 200) return answer;
    const reply = JSON.parse(answer.body.toString("utf8")) as Input;
    for (const name of ["ShardIterator", "NextShardIterator"]) {
      if (reply[name]) reply[name] = `${streamArn}|1|${reply[name]}`;
    }
    if (reply.StreamDescription) reply.StreamDescription.StreamArn = streamArn;
    for (const stream of (reply.Streams ?? []) as Input[]) {
      const table = tables.find((candidate) => candidate.outputs.name === stream.TableName);
      stream.StreamArn = table?.outputs.streamArn ?? stream.StreamArn;
    }
    for (const record of (reply.Records ?? []) as Input[]) {
      record.awsRegion = region;
      for (const image of ["NewImage", "OldImage"]) {
        if (record.dynamodb[image]) record.dynamodb[image] = repairImage(record.dynamodb[image]);
      }
    }
    const body = Buffer.from(JSON.stringify(reply));
    const { "x-amz-crc32": _stale, ...headers } = answer.headers;
    return { ...answer, headers: { ...headers, "content-length": String(body.length) }, body };
  }

  return {
    read: (target: string, input: Input) =>
      readCall(target.split(".").at(-1) ?? "", input, need, streamOf),
    forward,
  };
}

type Need = (action: string, table: string, request?: Input, index?: string) => AccessRequest;

/** What an operation needs, item by item where AWS checks item by item. */
function readCall(
  operation: string,
  input: Input,
  need: Need,
  streamOf: (table: string) => string,
): DynamoDbCall {
  const table = String(input.TableName ?? "*");
  const stream = (arn: unknown) => ({ action: `dynamodb:${operation}`, resource: String(arn) });
  switch (operation) {
    case "TransactWriteItems": {
      const items = transactItems(input);
      return {
        needs: items.map(({ kind, request }) =>
          need(
            kind === "ConditionCheck" ? "ConditionCheckItem" : `${kind}Item`,
            request.TableName,
            request,
          ),
        ),
        writes: items.flatMap(({ kind, request }) =>
          kind === "ConditionCheck" ? [] : [request.TableName],
        ),
      };
    }
    case "TransactGetItems": {
      const items = transactItems(input);
      return {
        needs: items.map(({ request }) => need("GetItem", request.TableName, request)),
        writes: [],
      };
    }
    case "BatchGetItem":
    case "BatchWriteItem": {
      const requests = Object.entries((input.RequestItems ?? {}) as Record<string, Input>);
      return {
        needs: requests.map(([name, items]) => need(operation, name, batchKeys(items))),
        writes: operation === "BatchWriteItem" ? requests.map(([name]) => name) : [],
      };
    }
    case "GetRecords":
      return { needs: [stream(unpackIterator(input.ShardIterator)?.streamArn)], writes: [] };
    case "DescribeStream":
    case "GetShardIterator":
      return { needs: [stream(input.StreamArn)], writes: [] };
    case "ListStreams":
      return { needs: [stream(streamOf(table))], writes: [] };
    default: {
      const writes = /^(Put|Update|Delete)Item$/.test(operation) ? [table] : [];
      return { needs: [need(operation, table, input, input.IndexName)], writes };
    }
  }
}

function transactItems(input: Input): { kind: string; request: Input }[] {
  return ((input.TransactItems ?? []) as Input[]).map((item) => {
    const [kind = "Unknown", request] = Object.entries(item)[0] ?? [];
    return { kind, request: (request ?? {}) as Input };
  });
}

function batchKeys(items: Input): Input {
  if (!Array.isArray(items)) return items;
  const requests = items.flatMap((item) => Object.values(item as Input) as Input[]);
  return { Keys: requests.map((request) => request.Key ?? request.Item) };
}

function unpackIterator(iterator: unknown): { streamArn: string; token: string } | undefined {
  const match = /^(arn:[^|]+)\|1\|(.+)$/s.exec(String(iterator ?? ""));
  return match ? { streamArn: match[1] as string, token: match[2] as string } : undefined;
}
