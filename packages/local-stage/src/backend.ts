import type { DataFolder } from "./data-folder";
import type { Closer } from "./front";
import { type Gate, startGate } from "./gate/gate";
import type { Graph } from "./graph";
import type { Log } from "./log";
import { cloudFrontApi } from "./services/cloudfront/api";
import { type CloudWatch, startCloudWatch } from "./services/cloudwatch/cloudwatch";
import type { Engine } from "./services/dynamodb/engine";
import { ensureTables } from "./services/dynamodb/tables";
import { type Schedules, startSchedules } from "./services/events/schedules";
import { type Role, readRoles } from "./services/iam/roles";
import { lambdaApi } from "./services/lambda/api";
import { asynchronousInvocations } from "./services/lambda/asynchronous";
import { type Streams, startStreams } from "./services/lambda/event-sources/streams";
import { type Lambda, startLambda } from "./services/lambda/lambda";
import { type Mailbox, openMailbox } from "./services/ses/mailbox";
import { sesApi } from "./services/ses/ses";
import { type Sns, startSns } from "./services/sns/sns";

export interface BackendOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  /** Still starting, maybe: what does not need it goes first. */
  readonly engine: Promise<Engine>;
  /** Empties the program's tables, wherever they are. */
  readonly fresh: boolean;
  readonly log: Log;
  /** Makes the edge forget these paths. */
  readonly invalidate: (paths: readonly string[]) => void;
  /** Before the first retry of a stream batch or an event. Default 200. */
  readonly retryDelayMs?: number;
  /** Milliseconds since 1970, for metrics and alarms. */
  readonly now?: () => number;
}

/** What works behind the API: functions, tables, streams, schedules and mail. */
export interface Backend {
  readonly engine: Engine;
  readonly gate: Gate;
  readonly roles: ReadonlyMap<string, Role>;
  readonly lambda: Lambda;
  readonly mailbox: Mailbox;
  readonly sns: Sns;
  readonly cloudWatch: CloudWatch;
  readonly schedules: Schedules;
}

/** Starts all of it; every part that runs adds to `closers` how it ends, to be called last one first. */
export async function startBackend(options: BackendOptions, closers: Closer[]): Promise<Backend> {
  const { graph, folder, log, fresh } = options;
  const region = regionOf(graph);
  const roles = readRoles(graph);
  warnOfUnknownPolicies(roles.values(), log);
  const mailbox = openMailbox(folder);
  const wiring: { gate?: Gate; streams?: Streams; cloudWatch?: CloudWatch } = {};
  const lambda = await startLambda({
    ...{ graph, folder, region, roles, log },
    gate: () => wiring.gate as Gate,
    onLine: (name, line) => wiring.cloudWatch?.takeLine(name, line),
    onInvocation: (report) => wiring.cloudWatch?.sources.invocation(report),
  });
  closers.push(lambda.close);
  const engine = await options.engine;
  await ensureTables(engine, graph, { fresh, log });

  const { retryDelayMs } = options;
  const later = asynchronousInvocations({
    ...{ graph, folder, lambda, roles, log, retryDelayMs },
    gate: () => wiring.gate as Gate,
  });
  const sns = startSns({ graph, folder, invoke: later.invoke, mailbox, log });
  const cloudWatch = startCloudWatch({
    ...{ graph, folder, region, publish: sns.publish, log },
    now: options.now,
  });
  wiring.cloudWatch = cloudWatch;
  closers.push(cloudWatch.close);
  const gate = await startGate({
    ...{ graph, region, engine, log },
    services: {
      ses: sesApi({ graph, region, mailbox, publish: sns.publish, log }),
      lambda: lambdaApi(() => lambda, log),
      sns: sns.api,
      monitoring: cloudWatch.api,
      cloudfront: cloudFrontApi({ graph, log, invalidate: options.invalidate }),
    },
    onWrite: (table) => wiring.streams?.poke(table),
  });
  wiring.gate = gate;
  closers.push(gate.close);
  const streams = startStreams({ graph, folder, region, gate, lambda, roles, log, retryDelayMs });
  wiring.streams = streams;
  closers.push(async () => {
    // In this order: a batch that waits for its function ends when the function does.
    const stopped = streams.close();
    later.close();
    await lambda.close();
    await stopped;
  });
  const schedules = startSchedules({
    ...{ graph, region, invoke: lambda.invoke, log },
    publish: sns.publish,
  });
  closers.push(schedules.close);
  return { engine, gate, roles, lambda, mailbox, sns, cloudWatch, schedules };
}

/** The region that the program's own ARNs name. */
function regionOf(graph: Graph): string {
  const arns = graph.resources.map(({ outputs }) => String(outputs.arn ?? "").split(":"));
  const regional = arns.find((parts) => ["lambda", "dynamodb"].includes(parts[2] ?? ""));
  return regional?.[3] ?? "ca-central-1";
}

function warnOfUnknownPolicies(roles: Iterable<Role>, log: Log): void {
  for (const { name, trustsLambda, unknownPolicies } of roles) {
    if (!trustsLambda) continue;
    for (const arn of unknownPolicies) {
      log(`${name}: the text of ${arn} is not in the program, so it grants nothing here`);
    }
  }
}
