import { type FSWatcher, readdirSync, watch } from "node:fs";
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
  const watchers = new Map<string, FSWatcher>();
  /** Folder by folder: a recursive watcher of Linux loses files that an editor replaces. */
  const look = (folder: string, matters: (file: string | null) => boolean) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_event, file) => {
      if (!matters(file)) return;
      lookBelowHandlers();
      changed();
    });
    // A folder that is removed.
    watcher.on("error", () => watchers.delete(folder)).unref();
    watchers.set(folder, watcher);
  };
  const lookBelowHandlers = () => {
    const root = join(projectFolder, "handlers");
    look(root, () => true);
    for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) look(join(entry.parentPath, entry.name), () => true);
    }
  };
  lookBelowHandlers();
  look(projectFolder, (file) => file === "business.ts");
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
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
