import type { Graph } from "../graph";
import type { Faces } from "../service";
import type { Alarm } from "../services/cloudwatch/alarm";

export interface FunctionRow {
  readonly name: string;
  /** What its first alias leads to, with shares where it is weighted. */
  readonly live: string;
  /** What was said when a function moved that alias; "" where it is as it was deployed. */
  readonly moved: string;
  readonly versions: readonly string[];
  readonly invocations: number;
  readonly errors: number;
  readonly coldStarts: number;
  /** Milliseconds; null before the first invocation. */
  readonly p50: number | null;
  readonly p99: number | null;
}

export interface TopicMessage {
  readonly at: string;
  readonly topic: string;
  readonly subject: string;
  readonly by: string;
  readonly message: string;
}

export interface Overview {
  readonly functions: readonly FunctionRow[];
  readonly alarms: readonly Alarm[];
  readonly messages: readonly TopicMessage[];
  readonly mails: number;
  /** `count` ends with "+" where counting stopped. */
  readonly tables: readonly { name: string; count: string }[];
}

const dayMs = 24 * 3600 * 1000;

/** What the console shows, of the last day. */
export async function overview(graph: Graph, services: Faces): Promise<Overview> {
  return {
    functions: functionRows(graph, services),
    alarms: services.cloudwatch.alarms.list(),
    messages: services.sns
      .recent()
      .slice(0, 20)
      .map(({ at, topicArn, subject, by, message }) => ({
        at,
        by,
        message,
        subject: subject ?? "(no subject)",
        topic: topicArn.split(":").at(-1) ?? "",
      })),
    mails: (await services.ses.mailbox.list()).length,
    tables: await Promise.all(
      graph.ofType("aws:dynamodb/table:Table").map(async ({ outputs }) => {
        const name = String(outputs.name);
        return { name, count: await countRows(services.dynamodb.engine, name) };
      }),
    ),
  };
}

function functionRows(graph: Graph, { lambda, cloudwatch }: Faces): FunctionRow[] {
  const now = Date.now();
  const records = [...lambda.registry.records.values()];
  records.sort((one, other) => one.name.localeCompare(other.name));
  return records.map(({ name, versions, aliases }) => {
    const dimensions = { FunctionName: name };
    const ask = (metric: string, statistic: string) =>
      cloudwatch.metrics.statistic(
        { namespace: "AWS/Lambda", name: metric, dimensions },
        statistic,
        now - dayMs,
        now + 1,
      );
    const [alias] = Object.keys(aliases);
    const { version = "$LATEST", weights = {}, description = "" } = aliases[alias ?? ""] ?? {};
    const deployed = graph
      .ofType("aws:lambda/alias:Alias")
      .find(({ inputs }) => inputs.functionName === name && inputs.name === alias);
    const shares = Object.entries(weights).map(
      ([other, weight]) => `, ${Math.round(weight * 100)} % to ${other}`,
    );
    const cold = lambda.logOf(name).filter((line) => line.includes('"initDurationMs"'));
    return {
      name,
      live: `${version}${shares.join("")}`,
      moved: description === (deployed?.inputs.description ?? "") ? "" : description,
      versions: versions.map((one) => one.version),
      invocations: ask("Invocations", "Sum") ?? 0,
      errors: ask("Errors", "Sum") ?? 0,
      coldStarts: cold.length,
      p50: ask("Duration", "p50") ?? null,
      p99: ask("Duration", "p99") ?? null,
    };
  });
}

async function countRows(engine: Faces["dynamodb"]["engine"], TableName: string): Promise<string> {
  let total = 0;
  let ExclusiveStartKey: unknown;
  for (let page = 0; page < 5; page++) {
    const reply = await engine.call<{ Count: number; LastEvaluatedKey?: unknown }>(
      "DynamoDB_20120810.Scan",
      { TableName, Select: "COUNT", ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) },
    );
    total += reply.Count;
    ExclusiveStartKey = reply.LastEvaluatedKey;
    if (!ExclusiveStartKey) return String(total);
  }
  return `${total}+`;
}
