import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../shop";

/** Where a stack's settings are. */
export function settingsFile(stack: string): string {
  return join(projectFolder, `Pulumi.${stack}.yaml`);
}

/** What a stack's settings file holds, as far as a deployment looks at it itself. */
export interface StackFile {
  readonly secretsprovider?: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Reads the settings of a stack; throws a sentence where there are none. */
export function stackFile(stack: string): StackFile {
  const file = settingsFile(stack);
  if (!existsSync(file)) {
    throw new Error(
      `There is no Pulumi.${stack}.yaml: copy Pulumi.dev.yaml for a lasting stack, or deploy an ephemeral one with npm run deploy -- pr-123 --ttl 3d.`,
    );
  }
  const { config, ...rest } = parse(readFileSync(file, "utf8")) ?? {};
  return { ...rest, config: config ?? {} };
}

/** A setting that is a list, which YAML may have as one or as text. */
export function listOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && value.trim().startsWith("[")) return listOf(JSON.parse(value));
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
