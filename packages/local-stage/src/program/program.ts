import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { accountId, computedValues } from "../aws-values";
import { Graph, type Resource } from "../graph";
import { oneLine } from "../log";
import { projectFolder } from "../project-folder";

export interface ProgramOptions {
  /** Which Pulumi.<stage>.yaml to read. */
  readonly stage: string;
  /** Settings on top of that file, as `pulumi config set` would write them: {"shopfront:autoConfirm": "false"}. */
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * Runs index.ts under the Pulumi SDK with no engine and returns what it declared. Throws what the
 * program throws, for example the sentence of a bad setting.
 */
export async function runProgram(options: ProgramOptions): Promise<Graph> {
  // The SDK writes down a stack for every promise it makes, which is more than half of the time that
  // the program takes. So it runs without, and once more with them where something is wrong; what a
  // setting or a source is refused with says enough by itself.
  try {
    return await run(options, 0);
  } catch (error) {
    if (error instanceof Error && /^\w+:\w+ is |: ERROR: /.test(error.message)) throw error;
    return await run(options, 10);
  }
}

/** Runs the program with that many frames in the stack of an error. */
async function run({ stage, config = {} }: ProgramOptions, frames: number): Promise<Graph> {
  const settings = { ...stageSettings(stage), ...config };
  const region = settings["aws:region"] ?? "ca-central-1";
  const captured: Omit<Resource, "urn">[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        const plain = unwrap(inputs) as Record<string, unknown>;
        if (!(custom ?? true)) {
          captured.push({ type, name, id: "", inputs: plain, outputs: plain, custom: false });
          return { id: undefined, state: plain };
        }
        const secrets = secretPaths(inputs);
        const { id, outputs } = computedValues(type, name, plain, { region });
        const state = { ...plain, ...outputs };
        const declared = { type, name, id, inputs: plain, outputs: { ...state, id } };
        captured.push({ ...declared, secrets, custom: true });
        return { id, state };
      },
      call({ token }) {
        return answerCall(token, region);
      },
    },
    "shopfront",
    stage,
    false,
  );
  pulumi.runtime.setAllConfig(settings);
  forgetProgram();

  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  let onRejection = (_reason: unknown) => {};
  // What waits for something that failed, a bundle for example, waits for ever.
  const failed = new Promise<never>((_, reject) => {
    onRejection = reject;
  });
  failed.catch(() => {});
  process.on("unhandledRejection", onRejection);
  try {
    const program = require(resolve(projectFolder, "index.ts")) as Record<string, unknown>;
    await Promise.race([failed, pulumi.runtime.disconnect()]);
    const exported = await Promise.race([failed, resolveOutputs({ ...program })]);
    return new Graph(withUrns(captured), exported);
  } finally {
    process.off("unhandledRejection", onRejection);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The settings of Pulumi.<stage>.yaml, with keys as the engine passes them. */
export function stageSettings(stage: string): Record<string, string> {
  const file = resolve(projectFolder, `Pulumi.${stage}.yaml`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`There is no Pulumi.${stage}.yaml: "${stage}" is not a stage of this project.`);
  }
  const { config } = settingsOf(text, stage);
  return Object.fromEntries(
    Object.entries(config ?? {}).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function settingsOf(text: string, stage: string): { config?: Record<string, unknown> } {
  try {
    return parse(text) ?? {};
  } catch (error) {
    const said = oneLine(error).replace(/:$/, ".");
    throw new Error(`Pulumi.${stage}.yaml cannot be read. ${said}`);
  }
}

/** The program reads its configuration while its modules load, so each run loads them anew. */
function forgetProgram(): void {
  for (const file of Object.keys(require.cache)) {
    const inside = file.startsWith(projectFolder) && !file.includes("node_modules");
    if (inside && (/[\\/]infra[\\/]/.test(file) || file === resolve(projectFolder, "index.ts")))
      delete require.cache[file];
  }
}

function answerCall(token: string, region: string) {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId, arn: `arn:aws:iam::${accountId}:user/local`, id: "local" };
    case "aws:index/getRegion:getRegion":
      return { region, name: region, id: region };
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" };
    default:
      throw new Error(`The local stage has no answer for the provider call ${token}.`);
  }
}

/** Adds each resource's URN, which carries its parents' types; the mock monitor is what builds it. */
function withUrns(captured: Omit<Resource, "urn">[]): Resource[] {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    getRegisteredResources(): Map<string, unknown>;
  };
  const urns = new Map<string, string>();
  for (const urn of monitor.getRegisteredResources().keys()) {
    const [, types = "", name = ""] =
      /::([^:]+(?::[^:]+)*)::(.+)$/.exec(urn.replace(/^urn:pulumi:[^:]*::[^:]*/, "")) ?? [];
    urns.set(`${types.split("$").at(-1)}::${name}`, urn);
  }
  return captured.map((resource) => ({
    ...resource,
    urn: urns.get(`${resource.type}::${resource.name}`) ?? "",
  }));
}

/** Where in a value the secrets are. */
function secretPaths(value: unknown, path: readonly string[] = []): string[] {
  if (pulumi.runtime.isRpcSecret(value)) return [path.join(".")];
  if (value === null || typeof value !== "object") return [];
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretPaths(inner, [...path, key]));
}

function unwrap(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) return unwrap(pulumi.runtime.unwrapRpcSecret(value));
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) return value;
  if (Array.isArray(value)) return (value as unknown[]).map(unwrap);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
  }
  return value;
}

function resolveOutputs(values: Record<string, unknown>): Promise<Record<string, unknown>> {
  return new Promise((done) => {
    pulumi.output(values).apply((resolved) => done(resolved as Record<string, unknown>));
  });
}
