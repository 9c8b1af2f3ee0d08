import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { engineCli } from "../engine-cli";

/** A resource that is not as it was deployed. */
export interface Drift {
  readonly urn: string;
  readonly isGone: boolean;
  /** The properties that differ; their values stay where they are. */
  readonly properties: readonly string[];
}

/** Looks at every resource of a stack as AWS has it, and writes nothing to its state; `yes` installs the CLI. */
export async function driftOf(stack: string, yes: boolean): Promise<Drift[]> {
  const cli = await engineCli("The look for drift", yes);
  const folder = mkdtempSync(join(tmpdir(), "shopfront-drift-"));
  const log = join(folder, "events");
  try {
    const tell = (line: string) => console.error(line);
    const { runToEnd } =
      require("../deploy/engine/engine-run") as typeof import("../deploy/engine/engine-run");
    await runToEnd(["refresh", "--preview-only", "--event-log", log], { stack, cli, folder, tell });
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
