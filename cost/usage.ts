import type { Graph, Resource } from "../local/graph";
import { guess } from "./assumptions";
import { kebab, label, operationOf, specs } from "./functions";
import type { Usage } from "./prices";
import type { Traffic } from "./traffic";
import { tableWork } from "./work";

/** Everything that traffic uses of what a stage declares. */
export function usageOf(graph: Graph, traffic: Traffic): Usage[] {
  return [
    ...atTheEdge(graph, traffic),
    ...Object.entries(traffic.calls).flatMap(([name, calls]) =>
      calls > 0 ? ofCalls(graph, name, calls) : [],
    ),
    ...ofGlue(graph),
    ...ofTables(graph, traffic),
    ...ofMails(graph, traffic),
    { price: "cognito.users", quantity: traffic.admins, what: "the owner and who helps" },
  ];
}

function atTheEdge(graph: Graph, traffic: Traffic): Usage[] {
  const { apiRequestsAtEdge, pageRequests, pageGb, bucketReads } = traffic;
  const requests = apiRequestsAtEdge + pageRequests;
  const { defaultCacheBehavior, orderedCacheBehaviors = [] } = graph.only(
    "aws:cloudfront/distribution:Distribution",
  ).inputs;
  const functions = (behavior?: { functionAssociations?: unknown[] }) =>
    behavior?.functionAssociations?.length ?? 0;
  const api = orderedCacheBehaviors.find(
    ({ pathPattern }: { pathPattern: string }) => pathPattern === "/api/*",
  );
  const firewalls = graph.ofType("aws:wafv2/webAcl:WebAcl").length;
  const logged = graph.ofType("aws:cloudwatch/logDelivery:LogDelivery").length;
  const apiGb = (apiRequestsAtEdge * guess("replyBytes")) / gb;
  return [
    { price: "cloudfront.requests", quantity: pageRequests, what: "pages and files" },
    { price: "cloudfront.requests", quantity: apiRequestsAtEdge, what: "requests of the API" },
    { price: "cloudfront.transfer", quantity: pageGb, what: "pages and files" },
    { price: "cloudfront.transfer", quantity: apiGb, what: "answers of the API" },
    {
      price: "cloudfront.functions",
      quantity: pageRequests * functions(defaultCacheBehavior),
      what: "on pages and files",
    },
    {
      price: "cloudfront.functions",
      quantity: apiRequestsAtEdge * functions(api),
      what: "on requests of the API",
    },
    {
      price: "cloudfront.invalidations",
      quantity: guess("deployments") * guess("pagesChanged") * 3,
      what: "pages that deployments change",
    },
    { price: "s3.gets", quantity: bucketReads, what: "what the edge fetches" },
    { price: "waf.requests", quantity: requests * firewalls, what: "every request" },
    ...log((logged > 0 ? 1 : 0) * requests * guess("edgeLogBytes"), "the edge's log", 7),
  ];
}

function ofCalls(graph: Graph, name: string, calls: number): Usage[] {
  const spec = specs[name];
  const lambda = functionNamed(graph, kebab(name));
  if (!spec || !lambda) throw new Error(`The stage has no function for ${name}.`);
  const what = label(name);
  const isRequest = operationOf(name) !== undefined;
  const work = tableWork(name, spec);
  const writes = work.some((each) => each.writes > 0);
  const usage: Usage[] = [
    ...lambdaUsage(lambda, calls, durationOf(spec, writes), what),
    ...log(calls * guess("functionLogBytes"), what, 30),
    ...work.flatMap(({ table, reads, writes: written, writesPerIndex }) => {
      const { globalSecondaryIndexes = [], replicas = [] } = tableNamed(graph, table).inputs;
      const units = written + writesPerIndex * globalSecondaryIndexes.length;
      const copies = replicas.length;
      return [
        { price: "dynamodb.reads", quantity: calls * reads, what },
        { price: "dynamodb.writes", quantity: calls * units * (1 + copies), what },
        { price: "transfer.regions", quantity: (calls * written * copies) / 1024 ** 2, what },
        ...keyUsage(tableNamed(graph, table), calls, what),
      ] satisfies Usage[];
    }),
  ];
  if (!isRequest) return usage;
  const traced = graph.only("aws:apigateway/stage:Stage").inputs.xrayTracingEnabled ? 1 : 0;
  return [
    { price: "apigateway.requests", quantity: calls, what },
    ...log(calls * guess("accessLogBytes"), "the gateway's log", 30),
    {
      price: "cloudwatch.metrics",
      quantity: methodMetrics(graph, calls),
      what: `${what}, by method`,
    },
    { price: "xray.traces", quantity: calls * traced, what },
    ...usage,
  ];
}

function durationOf(spec: { sendsMail?: boolean } | object, writes: boolean): number {
  if ("sendsMail" in spec && spec.sendsMail) return guess("mailMs");
  return guess(writes ? "writeMs" : "readMs");
}

function lambdaUsage(lambda: Resource, calls: number, ms: number, what: string): Usage[] {
  const idle = (30 * 24 * 60) / guess("keptWarmMinutes");
  const starts = Math.min(calls, occupied(calls, idle));
  const seconds = (calls * ms + starts * guess("startMs")) / 1000;
  return [
    { price: "lambda.requests", quantity: calls, what },
    { price: "lambda.compute", quantity: (seconds * lambda.inputs.memorySize) / 1024, what },
  ];
}

/** Functions without a row: they run at deployments and once a day. */
function ofGlue(graph: Graph): Usage[] {
  const runs: [string, number][] = [
    ["prune-versions", 30],
    ["invalidate-pages", guess("deployments")],
  ];
  return runs.flatMap(([noun, calls]) => {
    const lambda = functionNamed(graph, noun);
    if (!lambda) return [];
    return [
      ...lambdaUsage(lambda, calls, guess("glueMs"), noun),
      ...log(calls * guess("functionLogBytes"), noun, 30),
    ];
  });
}

function ofTables(graph: Graph, { items }: Traffic): Usage[] {
  return Object.entries(items).flatMap(([table, count]) => {
    const { inputs } = tableNamed(graph, table);
    const gbs = (count * (guess(`${table}Kb` as "bookingsKb") + 0.1)) / 1024 ** 2;
    const indexes = inputs.globalSecondaryIndexes?.length ?? 0;
    const places = 1 + (inputs.replicas?.length ?? 0);
    const recoverable = inputs.pointInTimeRecovery?.enabled ? places : 0;
    const backups = graph.ofType("aws:backup/plan:Plan").length > 0 ? monthsKept(graph) : 0;
    return [
      { price: "dynamodb.storage", quantity: gbs * (1 + indexes) * places, what: table },
      { price: "dynamodb.recovery", quantity: gbs * recoverable, what: table },
      { price: "backup.storage", quantity: gbs * backups, what: table },
    ] satisfies Usage[];
  });
}

/** How many monthly copies there are at a time. */
function monthsKept(graph: Graph): number {
  const days = graph
    .ofType("aws:backup/plan:Plan")
    .flatMap(({ inputs }) => inputs.rules ?? [])
    .map(({ lifecycle }) => lifecycle?.deleteAfter ?? 365);
  return Math.ceil(Math.max(0, ...days) / 30);
}

function ofMails(graph: Graph, { mails }: Traffic): Usage[] {
  const heard = graph.ofType(
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  );
  const { globalSecondaryIndexes = [], replicas = [] } = tableNamed(graph, "bookings").inputs;
  // A mail is noted on its booking before and after it is sent.
  const noted = 2 * guess("bookingsKb") * (1 + globalSecondaryIndexes.length);
  return [
    {
      price: "dynamodb.writes",
      quantity: mails * noted * (1 + replicas.length),
      what: "what became of mails",
    },
    { price: "dynamodb.reads", quantity: mails, what: "bookings to remind of" },
    { price: "ses.mails", quantity: mails, what: "confirmations, changes, reminders" },
    {
      price: "ses.attachments",
      quantity: (mails * guess("mailKb")) / 1024 ** 2,
      what: "calendar files",
    },
    { price: "sns.requests", quantity: mails * heard.length, what: "news of mails" },
  ];
}

const gb = 1024 ** 3;

function log(bytes: number, what: string, keptDays: number): Usage[] {
  if (bytes === 0) return [];
  return [
    { price: "cloudwatch.logs", quantity: bytes / gb, what },
    // CloudWatch keeps what it took in compressed, to about a seventh.
    { price: "cloudwatch.logStorage", quantity: (bytes / gb / 7) * (keptDays / 30), what },
  ];
}

/** In how many of `slots` equal spans of the month something happens that happens so often. */
export function occupied(times: number, slots: number): number {
  return slots * (1 - Math.exp(-times / slots));
}

/**
 * API Gateway's metrics by method, where a stage asks for them: five for each method, billed for the
 * hours in which it was called.
 */
function methodMetrics(graph: Graph, calls: number): number {
  const on = graph
    .ofType("aws:apigateway/methodSettings:MethodSettings")
    .some(({ inputs }) => inputs.settings.metricsEnabled);
  return on ? (5 * occupied(calls, 720)) / 720 : 0;
}

/**
 * Questions to the table's key, where it is one of the account's: DynamoDB asks again after five
 * minutes, for each caller. With a key of AWS there are none.
 */
export function keyUsage(table: Resource, calls: number, what: string): Usage[] {
  const encryption = table.inputs.serverSideEncryption;
  if (!encryption?.enabled) return [];
  return [{ price: "kms.requests", quantity: occupied(calls, 30 * 24 * 12), what }];
}

function tableNamed(graph: Graph, table: string): Resource {
  return graph.named("aws:dynamodb/table:Table", `data-${table}`);
}

function functionNamed(graph: Graph, noun: string): Resource | undefined {
  return graph
    .ofType("aws:lambda/function:Function")
    .find(({ inputs }) => inputs.name.endsWith(`-${noun}`));
}
