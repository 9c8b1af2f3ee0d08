import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";

/** A resource that is not as it was deployed. */
export interface Drift {
  readonly urn: string;
  readonly isGone: boolean;
  /** The properties that differ; their values stay where they are. */
  readonly properties: readonly string[];
}

const projectFolder = join(__dirname, "../..");

/** Where the CLI is put if there is none on the PATH; git ignores it. */
const ownFolder = join(projectFolder, ".pulumi-cli");

/** Looks at every resource of a stack as AWS has it, and writes nothing to its state. */
export async function driftOf(stack: string): Promise<Drift[]> {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-drift-"));
  try {
    const log = join(folder, "events");
    const cli = await pulumiCli();
    const options = ["--preview-only", "--non-interactive", "--color", "never", "--event-log", log];
    await run(cli, ["refresh", "--stack", stack, ...options]);
    return drifts(existsSync(log) ? readFileSync(log, "utf8") : "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the engine's events say of a refresh. */
export function drifts(events: string): Drift[] {
  return events
    .split("\n")
    .filter(Boolean)
    .map((line): EngineEvent => JSON.parse(line))
    .flatMap(({ resOutputsEvent }) => {
      const { op, urn, old, new: now } = resOutputsEvent?.metadata ?? {};
      if (!urn || (op !== "update" && op !== "delete")) return [];
      const properties = differing(old?.outputs, now?.outputs);
      return [{ urn, isGone: op === "delete", properties }];
    });
}

function differing(old: object = {}, now: object = {}): string[] {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
    .sort();
}

async function pulumiCli(): Promise<string> {
  // Takes seconds to load, which a mistake on the command line need not wait for.
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  try {
    return (await PulumiCommand.get()).command;
  } catch {
    return (await PulumiCommand.install({ root: ownFolder })).command;
  }
}

function run(cli: string, words: readonly string[]): Promise<void> {
  // The event log is an option of the CLI's maintainers.
  const env = { ...process.env, PULUMI_DEBUG_COMMANDS: "true", PULUMI_SKIP_UPDATE_CHECK: "true" };
  const child = spawn(cli, words, { cwd: projectFolder, env, stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  const take = (text: Buffer) => {
    complaint += text;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      if (code === 0) return resolve();
      const reason = complaint.split("\n").find((line) => /^\s*error:/.test(line)) ?? "no reason";
      reject(
        new Error(`pulumi refresh ended with ${code}: ${reason.replace(/^\s*error:\s*/, "")}`),
      );
    });
  });
}
