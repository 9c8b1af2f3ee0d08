import { watch } from "node:fs";
import { join } from "node:path";
import type { Published } from "./lambda/function-registry";
import type { Lambda } from "./lambda/lambda";
import { type Log, oneLine } from "./log";
import { projectFolder } from "./project-folder";

export interface PublisherOptions {
  readonly lambda: Pick<Lambda, "deploy">;
  readonly log: Log;
  /** Makes the zips anew; default: bundles the handlers whose sources have changed. */
  readonly rebuild?: () => Promise<void>;
}

/**
 * Publishes changed handlers as new versions, one time after the other. Code that does not build is
 * one line in the log, and the versions that run go on.
 */
export function publisher({ lambda, log, rebuild = bundleHandlers }: PublisherOptions) {
  let last: Promise<unknown> = Promise.resolve();

  async function publish(): Promise<readonly Published[]> {
    try {
      await rebuild();
    } catch (error) {
      log(`not published: ${buildFailure(error)}`);
      return [];
    }
    const published = await lambda.deploy();
    for (const { name, version } of published) log(`published ${name} version ${version}`);
    return published;
  }

  return () => {
    const run = last.then(publish, publish);
    last = run;
    return run;
  };
}

/** Editors write a file in several steps, and save several files at once. */
const quietMs = 150;

/** Publishes when a file of handlers/, or business.ts, changes. */
export function watchSources(republish: () => Promise<unknown>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void republish(), quietMs);
    timer.unref();
  };
  const watchers = [
    watch(join(projectFolder, "handlers"), { recursive: true }, changed),
    // Of the folder, since editors put a new file in the place of the old one.
    watch(projectFolder, (_event, file) => {
      if (file === "business.ts") changed();
    }),
  ];
  for (const watcher of watchers) watcher.on("error", () => {}).unref();
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

async function bundleHandlers(): Promise<void> {
  const { bundleAgain } = require("../infra/bundles") as typeof import("../infra/bundles");
  await bundleAgain();
}

/** esbuild's first complaint, with its place; a mistake in the code is nothing to print a stack for. */
function buildFailure(error: unknown): string {
  const { errors = [] } = error as {
    errors?: { text: string; location?: { file: string; line: number; column: number } | null }[];
  };
  const [first] = errors;
  if (!first) return oneLine(error);
  const { location } = first;
  return `${location ? `${location.file}:${location.line}:${location.column}: ` : ""}${first.text}`;
}
