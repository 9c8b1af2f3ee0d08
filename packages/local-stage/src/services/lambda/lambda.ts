import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { DataFolder } from "../../data-folder";
import type { Gate } from "../../gate/gate";
import type { Graph } from "../../graph";
import type { Caller, InvocationResult, Invoke } from "../../invocation";
import type { Log } from "../../log";
import type { Published } from "../../service";
import type { Role } from "../iam/roles";
import { type FunctionLog, openFunctionLog } from "../logs/log-file";
import type { FunctionError, TimedOutcome } from "./execution-environment";
import type { Alias, ResolvedFunction } from "./function";
import { type FunctionPool, startPool } from "./function-pool";
import { deployFunctions, type FunctionRegistry } from "./function-registry";
import { environmentVariables } from "./function-variables";
import { type LogWriter, logRefusal } from "./log-grants";
import { permits } from "./permissions";
import { type InvocationReport, initLine, reportLine, startLine } from "./platform-log";

export interface LambdaOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly region: string;
  readonly roles: ReadonlyMap<string, Role>;
  readonly log: Log;
  /** Gets every line that reaches a function's log. */
  readonly onLine?: (functionName: string, line: string) => void;
  /** Gets every invocation once it is over, throttled ones too. */
  readonly onInvocation?: (report: InvocationReport) => void;
  /** Where functions reach AWS's services, and with what. */
  readonly gate: Pick<Gate, "url" | "credentialsFor" | "refusal">;
  /** Where the packages are that Lambda's runtime brings. */
  readonly programFolder: string;
  /** Which local address stands for a host name of AWS. */
  readonly hosts: ReadonlyMap<string, string>;
}

/** An invocation's result, with what Lambda would answer a caller of its API where a function threw. */
export type LambdaResult = InvocationResult & { readonly error?: FunctionError };

/** The functions of the program, ready to be invoked. */
export interface Lambda {
  readonly registry: FunctionRegistry;
  invoke(...args: Parameters<Invoke>): Promise<LambdaResult>;
  resolve(functionArn: string): ResolvedFunction | undefined;
  /** The last lines that a function wrote. */
  logOf(functionName: string): readonly string[];
  /** Publishes what changed in the captured functions' zips and settings, and moves their aliases. */
  deploy(): Promise<Published[]>;
  /** Starts one environment per function, one after the other, so first visitors do not wait. */
  warm(): Promise<void>;
  /** Ends a function's environments, so its next call is a cold start. */
  recycle(functionName: string): Promise<void>;
  close(): Promise<void>;
}

const concurrency = Math.min(4, availableParallelism() * 2);

/** Deploys the captured functions and makes them callable. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const { graph, folder, region, roles, log } = options;
  const registry = await deployFunctions(graph, folder);
  const pools = new Map<string, FunctionPool>();
  const logs = new Map<string, FunctionLog>();
  let closed = false;
  // Worker threads share the zone of the process, and Lambda's is UTC.
  process.env.TZ = "UTC";

  function logOf(name: string): FunctionLog {
    const found = logs.get(name) ?? openFunctionLog(folder, name);
    logs.set(name, found);
    return found;
  }

  const lost = new Set<string>();

  /** Without the grants a function runs and its lines are lost, as on AWS; that is said once. */
  function writeLine(writer: LogWriter, line: string): void {
    const refusal = logRefusal(options.gate, region, writer);
    if (!refusal) {
      logOf(writer.name).write(line);
      options.onLine?.(writer.name, line);
    } else if (!lost.has(refusal)) {
      lost.add(refusal);
      log(`denied: the log lines of ${writer.name} are lost. ${refusal}`);
    }
  }

  function resolve(functionArn: string): ResolvedFunction | undefined {
    const parts = functionArn.split(":");
    const [name = "", qualifier = ""] = parts.length > 2 ? parts.slice(6) : parts;
    const record = registry.records.get(name);
    if (!record) return undefined;
    const alias = record.aliases[qualifier];
    const version = alias ? pickVersion(alias) : qualifier || "$LATEST";
    const config =
      version === "$LATEST" ? record.latest : record.versions.find((v) => v.version === version);
    const arn = qualifier ? `${record.arn}:${qualifier}` : record.arn;
    return config && { name, version, qualifier, arn, config };
  }

  function poolOf({ name, version, config }: ResolvedFunction, role: Role): FunctionPool {
    const key = `${name}:${version}:${config.codeHash}`;
    const found = pools.get(key);
    if (found) return found;
    const gate = options.gate;
    const codeFolder = registry.codeFolder(config.codeHash);
    const pool = startPool({
      folder: codeFolder,
      handler: config.handler,
      memoryMb: config.memoryMb,
      variables: environmentVariables({
        name,
        version,
        config,
        region,
        codeFolder,
        gateUrl: gate.url,
        programFolder: options.programFolder,
        credentials: gate.credentialsFor(name, role),
        hosts: options.hosts,
      }),
      onLine: (line) => writeLine({ name, version, role }, line),
      onStart: () => writeLine({ name, version, role }, initLine(config)),
      limit: registry.records.get(name)?.reservedConcurrency ?? Number.POSITIVE_INFINITY,
      size: concurrency,
    });
    pools.set(key, pool);
    return pool;
  }

  async function invoke(
    functionArn: string,
    payload: unknown,
    caller?: Caller,
  ): Promise<LambdaResult> {
    const target = resolve(functionArn);
    if (!target) return refuse("not-found", `There is no function ${functionArn}.`);
    if (caller && !permits(graph, target, caller)) {
      const sentence = `No permission lets ${caller.principal} (${caller.sourceArn}) invoke ${target.arn}.`;
      log(`denied: ${sentence}`);
      return refuse("denied", sentence);
    }
    const role = roles.get(target.config.roleArn);
    if (!role?.trustsLambda) {
      log(`${target.name}: Lambda cannot assume the role ${target.config.roleArn}`);
      return refuse("failed", `The role of ${target.name} does not trust lambda.amazonaws.com.`);
    }
    try {
      const requestId = randomUUID();
      const outcome = await poolOf(target, role).run({
        requestId,
        payload: JSON.stringify(payload ?? null),
        timeoutSeconds: target.config.timeoutSeconds,
        onBegin: () => writeLine({ ...target, role }, startLine(target, requestId)),
        context: {
          functionName: target.name,
          functionVersion: target.version,
          invokedFunctionArn: target.arn,
          memoryLimitInMB: String(target.config.memoryMb),
          logGroupName: `/aws/lambda/${target.name}`,
          logStreamName: `local/[${target.version}]`,
        },
      });
      const result = toResult(target, role, requestId, outcome);
      tellOfEnd(target, role, requestId, outcome);
      return result;
    } catch (error) {
      return refuse("failed", `${target.name}: ${String(error)}`);
    }
  }

  function tellOfEnd(
    target: ResolvedFunction,
    role: Role,
    requestId: string,
    outcome: TimedOutcome | "throttled",
  ): void {
    if (closed) return;
    if (outcome !== "throttled") {
      writeLine({ ...target, role }, reportLine(target, requestId, outcome));
    }
    const { name, qualifier, version } = target;
    options.onInvocation?.({ name, qualifier, version, outcome });
  }

  function toResult(
    { name, version, config }: ResolvedFunction,
    role: Role,
    requestId: string,
    outcome: TimedOutcome | "throttled",
  ): LambdaResult {
    if (outcome === "throttled") return refuse("throttled", `${name} has no environment free.`);
    if (outcome.kind === "done") return { ok: true, payload: JSON.parse(outcome.payload) };
    if (outcome.kind === "timeout") {
      const message = `${name} timed out after ${config.timeoutSeconds} s`;
      log(message);
      writeLine(
        { name, version, role },
        JSON.stringify({ timestamp: new Date().toISOString(), level: "ERROR", requestId, message }),
      );
      return refuse("timeout", message);
    }
    const { errorType, errorMessage } = outcome.error;
    const message = `${errorType}: ${errorMessage.split("\n")[0]}`;
    if (!closed) log(`${name} failed: ${message}`);
    return { ...refuse("failed", message), error: outcome.error };
  }

  /** Two versions back nobody invokes any more, unless an alias was moved there on purpose. */
  function closeOldPools(name: string, newest: number): void {
    const aliases = Object.values(registry.records.get(name)?.aliases ?? {});
    const used = aliases.flatMap(({ version, weights = {} }) => [version, ...Object.keys(weights)]);
    for (const [key, pool] of pools) {
      const [owner, version = ""] = key.split(":");
      if (owner !== name || !(Number(version) < newest - 1) || used.includes(version)) continue;
      pools.delete(key);
      void pool.close();
    }
  }

  return {
    registry,
    invoke,
    resolve,
    logOf: (name) => logs.get(name)?.lines() ?? [],
    async deploy() {
      const published = await registry.deploy();
      for (const { name, version } of published) closeOldPools(name, Number(version));
      return published;
    },
    async warm() {
      for (const { name, aliases } of registry.records.values()) {
        const [alias] = Object.keys(aliases);
        const target = resolve(alias ? `${name}:${alias}` : name);
        const role = target && roles.get(target.config.roleArn);
        if (closed || !target || !role?.trustsLambda) continue;
        await poolOf(target, role).warm();
      }
    },
    async recycle(functionName) {
      for (const [key, pool] of pools) {
        if (!key.startsWith(`${functionName}:`)) continue;
        pools.delete(key);
        await pool.close();
      }
    },
    async close() {
      closed = true;
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      for (const functionLog of logs.values()) functionLog.close();
    },
  };
}

/** A weighted alias sends its shares to other versions, and the rest to its own. */
function pickVersion({ version, weights = {} }: Alias): string {
  let draw = Math.random();
  for (const [other, weight] of Object.entries(weights)) {
    draw -= weight;
    if (draw < 0) return other;
  }
  return version;
}

type Refusal = Extract<InvocationResult, { ok: false }>;

function refuse(reason: Refusal["reason"], message: string): Refusal {
  return { ok: false, reason, message };
}
