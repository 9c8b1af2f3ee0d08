import { startBackend } from "./backend";
import { publisher } from "./command/watch";
import { startConsole } from "./console/console";
import { openDataFolder } from "./data-folder";
import { type Closer, type Front, startFront } from "./front";
import type { Graph } from "./graph";
import type { InvocationResult, Invoke } from "./invocation";
import type { Log } from "./log";
import { projectFolder } from "./project-folder";
import { prepareEdge } from "./services/cloudfront/function";
import { type CloudWatch, cloudWatchTypes } from "./services/cloudwatch/cloudwatch";
import type { Cognito } from "./services/cognito/cognito";
import { type Engine, startEngine } from "./services/dynamodb/engine";
import { tableTypes } from "./services/dynamodb/tables";
import { scheduleTypes } from "./services/events/schedules";
import { type Role, roleTypes } from "./services/iam/roles";
import { asynchronousTypes } from "./services/lambda/asynchronous";
import { invocationTypes, makeInvocations } from "./services/lambda/deployment";
import { streamTypes } from "./services/lambda/event-sources/streams";
import { functionTypes, type Published } from "./services/lambda/function-registry";
import type { Lambda } from "./services/lambda/lambda";
import { permissionTypes } from "./services/lambda/permissions";
import { startInbox } from "./services/ses/inbox";
import type { Mail } from "./services/ses/mailbox";
import { sesTypes } from "./services/ses/ses";
import { type Sns, snsTypes } from "./services/sns/sns";

export interface StageOptions {
  /** Of the site; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Empties the data folder first. */
  readonly fresh?: boolean;
  /** Default `.shopfront` in the project. */
  readonly dataFolder?: string;
  /** Settings on top of Pulumi.local.yaml, for example {"shopfront:autoConfirm": "false"}. */
  readonly config?: Readonly<Record<string, string>>;
  readonly log?: Log;
  /** Serves this instead of running the program; for tests. */
  readonly graph?: Graph;
}

/** The program, running on this machine. */
export interface Stage {
  readonly siteUrl: string;
  /** Of the REST API's stage; "" where the program has none. */
  readonly apiUrl: string;
  readonly inboxUrl: string;
  /** Functions, alarms, topics, tables and logs, to look at. */
  readonly consoleUrl: string;
  /** The user pools; `admin` of it may sign in on the site. */
  readonly cognito: Cognito;
  /** The engine itself, past every check of roles; for people's own tools. */
  readonly dynamoDbUrl: string;
  readonly engine: Engine["kind"];
  readonly dataFolder: string;
  readonly graph: Graph;
  /** Declared types that nothing here acts on, with how many resources of each there are. */
  readonly notSimulated: readonly { readonly type: string; readonly count: number }[];
  /** What every role may do, by ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly lambda: Pick<Lambda, "registry" | "recycle">;
  readonly invoke: Invoke;
  /** Runs a schedule's targets now, or a rule's with an event. */
  runNow(rule: string, event?: unknown): Promise<InvocationResult[]>;
  /** The topics: publish to them, and see what was published. */
  readonly sns: Sns;
  /** Metrics, and the alarms on them. */
  readonly cloudWatch: CloudWatch;
  /** What a function wrote in this run, one event per line. */
  logOf(functionName: string): readonly string[];
  /** Mails, newest first. */
  mails(): Promise<Mail[]>;
  /** Makes the invocations that the program makes of a deployment. */
  finishDeployment(): Promise<void>;
  /** Starts the functions, so the first visitors do not wait for them. */
  warm(): Promise<void>;
  /** Rebuilds the functions' zips where a source has changed, and publishes those that differ. */
  republish(): Promise<readonly Published[]>;
  /** Resolves with one sentence when the stage cannot go on. */
  readonly broken: Promise<string>;
  close(): Promise<void>;
}

/** Log groups are the files in `logs/`, and queues those in `queues/`. */
const passiveTypes = ["aws:cloudwatch/logGroup:LogGroup", "aws:sqs/queue:Queue"] as const;

const ownTypes: readonly string[] = [
  ...[...tableTypes, ...functionTypes, ...permissionTypes, ...roleTypes, ...scheduleTypes],
  ...cloudWatchTypes,
  ...[...sesTypes, ...streamTypes, ...passiveTypes],
  ...[...snsTypes, ...asynchronousTypes, ...invocationTypes],
];

/**
 * Runs the program and serves what it declares. Throws a StageError for what the person can mend, and
 * what the program throws; nothing is left running then.
 */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const closers: Closer[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return await start(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: StageOptions,
  closers: Closer[],
  close: () => Promise<void>,
): Promise<Stage> {
  const { port = 0, fresh = false, log = () => {} } = options;
  const folder = await openDataFolder(options.dataFolder ?? `${projectFolder}/.shopfront`, fresh);
  closers.push(folder.release);
  // The engine comes up in a process of its own while this one is busy loading the Pulumi SDK, which
  // holds up everything else here: so it has to be on its way by then.
  const { starting, spawned } = startingEngine(folder.file("dynamodb"));
  closers.push(() =>
    starting.then(
      (engine) => engine.close(),
      () => {},
    ),
  );
  prepareEdge();
  await spawned;

  const graph = options.graph ?? (await captureProgram(options.config));
  const edge: { front?: Front } = {};
  const invalidate = (paths: readonly string[]) => edge.front?.invalidate(paths);
  const back = await startBackend(
    { graph, folder, engine: starting, fresh, log, invalidate },
    closers,
  );
  const inbox = await startInbox(back.mailbox);
  closers.push(inbox.close);
  const watching = await startConsole({ graph, back, inboxUrl: inbox.url });
  closers.push(watching.close);
  const front = await startFront(
    { graph, folder, invoke: back.lambda.invoke, log, port, reports: back.cloudWatch.sources },
    closers,
  );
  edge.front = front;
  const { invoke } = back.lambda;

  return {
    siteUrl: front.siteUrl,
    apiUrl: front.apiUrl,
    inboxUrl: inbox.url,
    cognito: front.cognito,
    dynamoDbUrl: back.engine.url,
    engine: back.engine.kind,
    dataFolder: folder.path,
    graph,
    notSimulated: countUnknown(graph, [...ownTypes, ...front.types]),
    roles: back.roles,
    lambda: back.lambda,
    invoke: back.lambda.invoke,
    runNow: back.schedules.runNow,
    sns: back.sns,
    cloudWatch: back.cloudWatch,
    logOf: back.lambda.logOf,
    mails: back.mailbox.list,
    finishDeployment: () => makeInvocations({ graph, folder, invoke, log }),
    warm: back.lambda.warm,
    republish: publisher({ lambda: back.lambda, log }),
    consoleUrl: watching.url,
    broken: back.engine.ended,
    close,
  };
}

function startingEngine(folder: string) {
  let onSpawn = () => {};
  const launched = new Promise<void>((done) => {
    onSpawn = done;
  });
  const starting = startEngine(folder, process.env.DYNAMODB_ENDPOINT, onSpawn);
  // One that fails says so where it is awaited.
  const settled = starting.then(
    () => {},
    () => {},
  );
  return { starting, spawned: Promise.race([launched, settled]) };
}

/** Loads the Pulumi SDK, which takes half a second, as late as this. */
async function captureProgram(config: StageOptions["config"]): Promise<Graph> {
  const { runProgram } = require("./program/program") as typeof import("./program/program");
  return runProgram({ stage: "local", config });
}

function countUnknown(graph: Graph, known: readonly string[]): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { type, custom } of graph.resources) {
    if (custom && !known.includes(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count }));
}
