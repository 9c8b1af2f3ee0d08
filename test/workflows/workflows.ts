import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The folder of all that GitHub reads. */
export const githubFolder = join(__dirname, "../../.github");

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly if?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly env?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Every workflow, as GitHub reads it. */
export function workflows(): Workflow[] {
  const folder = join(githubFolder, "workflows");
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return { file, text, ...parse(text) };
    });
}

/** Every job with the name that messages give it: "test.yml/engine". */
export function jobs(): [string, Job][] {
  return workflows().flatMap(({ file, jobs: all }) =>
    Object.entries(all).map(([name, job]): [string, Job] => [`${file}/${name}`, job]),
  );
}

/** Every step, those of our own actions included. */
export function steps(): [string, Step][] {
  const action = parse(readFileSync(join(githubFolder, "actions/install/action.yml"), "utf8"));
  return [
    ...jobs().flatMap(([name, { steps: all }]) => all.map((step): [string, Step] => [name, step])),
    ...(action.runs.steps as Step[]).map((step): [string, Step] => ["actions/install", step]),
  ];
}
