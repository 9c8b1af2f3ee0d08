import { createRequire } from "node:module";
import { accountId } from "../account";
import { Graph, type Resource } from "../graph";
import { StageError } from "../log";
import { computedValues, outputsOf } from "../registry";
import { entryOf, forgetProgram } from "./modules";
import { plainValue, type Sdk, secretPaths } from "./plain-value";
import { refuseUnknownOutputs } from "./refusing-outputs";
import { type ProgramOptions, programRegion, readProject, stageSettings } from "./settings";

/**
 * Runs a program under its own Pulumi SDK with no engine and returns what it declared. Throws what the
 * program throws, for example the sentence of a bad setting.
 */
export async function runProgram(options: ProgramOptions): Promise<Graph> {
  // The SDK writes down a stack for every promise it makes, which is more than half of the time that
  // the program takes. So it runs without, and once more with them where something is wrong; what a
  // setting or a source is refused with says enough by itself.
  try {
    return await run(options, 0);
  } catch (error) {
    if (error instanceof StageError) throw error;
    if (error instanceof Error && /^[\w-]+:\w+ is |: ERROR: /.test(error.message)) throw error;
    return await run(options, 10);
  }
}

/** Runs the program with that many frames in the stack of an error. */
async function run(options: ProgramOptions, frames: number): Promise<Graph> {
  const settings = stageSettings(options);
  const region = programRegion(options);
  const project = readProject(options);
  const entry = entryOf(project.main);
  // The SDK that the program itself will load, which need not be the one that lies beside the stage.
  const requireAsProgram = createRequire(entry);
  const pulumi = sdkOf(requireAsProgram, options.folder);
  const captured: Omit<Resource, "urn">[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        const plain = plainValue(pulumi, inputs, options.folder) as Record<string, unknown>;
        if (!(custom ?? true)) {
          captured.push({ type, name, id: "", inputs: plain, outputs: plain, custom: false });
          return { id: undefined, state: plain };
        }
        const secrets = secretPaths(pulumi, inputs);
        const { id, outputs } = computedValues(type, name, plain, region);
        const state = { ...plain, ...outputs };
        const declared = { type, name, id, inputs: plain, outputs: { ...state, id } };
        captured.push({ ...declared, secrets, custom: true });
        return { id, state };
      },
      call: ({ token }) => answerCall(token, region),
    },
    project.name,
    options.stage,
    false,
  );
  pulumi.runtime.setAllConfig(settings);
  forgetProgram(options.folder, entry);

  const { stackTraceLimit } = Error;
  const before = process.cwd();
  Error.stackTraceLimit = frames;
  let onRejection = (_reason: unknown) => {};
  // What waits for something that failed, a bundle for example, waits for ever.
  const failed = new Promise<never>((_, reject) => {
    onRejection = reject;
  });
  failed.catch(() => {});
  process.on("unhandledRejection", onRejection);
  const runtime = requireAsProgram("@pulumi/pulumi/runtime/resource");
  const restore = refuseUnknownOutputs(pulumi, runtime, outputsOf, (error) => onRejection(error));
  try {
    // Pulumi runs a program in its own folder, which relative paths begin at.
    process.chdir(options.folder);
    const program = requireAsProgram(entry) as Record<string, unknown>;
    await Promise.race([failed, pulumi.runtime.disconnect()]);
    const exported = await Promise.race([failed, resolveOutputs(pulumi, { ...program })]);
    return new Graph(withUrns(pulumi, captured), exported);
  } finally {
    process.chdir(before);
    restore();
    process.off("unhandledRejection", onRejection);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function sdkOf(requireAsProgram: NodeJS.Require, folder: string): Sdk {
  try {
    return requireAsProgram("@pulumi/pulumi") as Sdk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new StageError(`The program in ${folder} has no @pulumi/pulumi: install its packages.`);
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
function withUrns(pulumi: Sdk, captured: Omit<Resource, "urn">[]): Resource[] {
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

function resolveOutputs(pulumi: Sdk, values: Record<string, unknown>) {
  return new Promise<Record<string, unknown>>((done) => {
    pulumi.output(values).apply((resolved) => done(resolved as Record<string, unknown>));
  });
}
