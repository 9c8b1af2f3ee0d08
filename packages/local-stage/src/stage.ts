import { startConsole } from "./console/console";
import { openDataFolder } from "./data-folder";
import type { Gate } from "./gate/gate";
import { type OwnKey, ownKey } from "./gate/own-key";
import type { Graph } from "./graph";
import type { Log } from "./log";
import { type ProgramOptions, programRegion } from "./program/settings";
import { registry } from "./registry";
import { republisher } from "./republish";
import type { Address, Faces, Published, Seed, Service, ServiceContext } from "./service";
import { startServices } from "./start-services";

export interface StageOptions {
  readonly program: ProgramOptions;
  /** Keeps what the stage must not forget; a folder of its own per program. */
  readonly dataFolder: string;
  /** Of what visitors reach first: a distribution, a REST API or a website; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Empties the data folder first. */
  readonly fresh?: boolean;
  /** Makes the functions' zips anew, for `republish`. */
  readonly rebuild?: () => Promise<void>;
  /** Who can sign in to the program's first user pool from the start. */
  readonly seeds?: readonly Seed[];
  /** Takes mail to verified recipients only, as SES does for a new account. Default false. */
  readonly mailSandbox?: boolean;
  /** Names that visitors may call the site by, besides its own and those of this machine; for a tunnel. */
  readonly siteHosts?: readonly string[];
  readonly log?: Log;
  /** Serves this instead of running the program; for tests. */
  readonly graph?: Graph;
  /** Puts a server before the gate and tells its address, which functions then call; for tests of faults. */
  readonly beforeGate?: (gateUrl: string) => Promise<string>;
  /**
   * Puts a server before the user pools, which are called by these names, and tells its address, where
   * sign-ins then go; for tests of faults.
   */
  readonly beforeSignIn?: (poolsUrl: string, hosts: readonly string[]) => Promise<string>;
  /** Before the first retry of a batch or an event, in milliseconds. Default 200. */
  readonly retryDelayMs?: number;
  /** Milliseconds since 1970, for metrics and alarms. */
  readonly now?: () => number;
}

/** A program, running on this machine. */
export interface Stage {
  /** What visitors reach first; "" where the program has nothing for them. */
  readonly url: string;
  /** Everything to open or to point a tool at, in the order of the registry. */
  readonly addresses: readonly Address[];
  /** Functions, alarms, topics, tables and logs, to look at. */
  readonly consoleUrl: string;
  readonly dataFolder: string;
  /** What people's own tools sign with, at the tables and for what an owner's account may do. */
  readonly ownKey: OwnKey;
  readonly graph: Graph;
  readonly gate: Gate;
  /** The services at work, by their names in the registry. */
  readonly services: Faces;
  /** Declared types that nothing here acts on, with how many resources of each there are. */
  readonly notSimulated: readonly { readonly type: string; readonly count: number }[];
  /** Finishes what a deployment does, and starts the functions, so the first visitors do not wait. */
  settle(): Promise<void>;
  /** Rebuilds, and publishes the functions that differ. */
  republish(): Promise<readonly Published[]>;
  /** Resolves with one sentence when the stage cannot go on. */
  readonly broken: Promise<string>;
  close(): Promise<void>;
}

/**
 * Runs a program and serves what it declares. Throws a StageError for what the person can mend, and
 * what the program throws; nothing is left running then.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return await start(options, (end) => closers.push(end), close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: StageOptions,
  onClose: ServiceContext["onClose"],
  close: () => Promise<void>,
): Promise<Stage> {
  const { program, fresh = false, log = () => {}, seeds = [] } = options;
  const kept = registry.flatMap(({ keeps = [] }) => keeps);
  const folder = await openDataFolder(options.dataFolder, fresh ? kept : []);
  onClose(folder.release);
  const prepared = new Map<Service, unknown>();
  for (const service of registry) {
    prepared.set(service, await service.prepare?.(folder, onClose));
  }
  const graph = options.graph ?? (await capture(program));
  const key = ownKey(folder);
  const shared = {
    ownKey: key,
    fresh,
    seeds,
    log,
    graph,
    folder,
    region: programRegion(program),
    programFolder: program.folder,
    beforeGate: options.beforeGate,
    beforeSignIn: options.beforeSignIn,
    mailSandbox: options.mailSandbox,
    siteHosts: options.siteHosts,
    retryDelayMs: options.retryDelayMs,
    now: options.now,
    onClose,
  };
  const { gate, services, running, url } = await startServices(shared, prepared, options.port ?? 0);
  const watching = await startConsole({ graph, services });
  onClose(watching.close);
  const parts = [...running.values()];
  for (const part of parts) part.begin?.();
  for (const part of parts) await part.beforeFirstPage?.();

  return {
    graph,
    gate,
    services,
    close,
    url,
    ownKey: key,
    addresses: parts.flatMap(({ addresses = [] }) => addresses),
    consoleUrl: watching.url,
    dataFolder: folder.path,
    notSimulated: countUnknown(graph),
    async settle() {
      for (const part of parts) await part.settle?.();
    },
    republish: republisher({
      log,
      rebuild: options.rebuild ?? (async () => {}),
      redeploy: async () => {
        const published: Published[] = [];
        for (const part of parts) published.push(...((await part.redeploy?.()) ?? []));
        return published;
      },
    }),
    broken: Promise.race(parts.map(({ broken }) => broken ?? new Promise<string>(() => {}))),
  };
}

function countUnknown(graph: Graph): { type: string; count: number }[] {
  const acting = new Set(registry.flatMap(({ types }) => types));
  const counts = new Map<string, number>();
  for (const { type, custom } of graph.resources) {
    if (custom && !acting.has(type) && !type.startsWith("pulumi:"))
      counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count }));
}

/** Loads the Pulumi SDK, which takes half a second, as late as this. */
async function capture(program: ProgramOptions): Promise<Graph> {
  const { runProgram } = require("./program/program") as typeof import("./program/program");
  return runProgram(program);
}
