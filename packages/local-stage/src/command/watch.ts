import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join, relative } from "node:path";
import { type Log, oneLine } from "../log";
import { projectFolder } from "../project-folder";
import type { Published } from "../services/lambda/function-registry";
import type { Lambda } from "../services/lambda/lambda";

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

/** What a stage only reads at its start; business.ts is in the functions too. */
const readOnce = ["business.ts", "index.ts", "Pulumi.local.yaml"];

/**
 * Publishes when a file of handlers/, or business.ts, changes. Says once what a change of anything
 * else needs, because the pages and the resources stay as they were declared.
 */
export function watchSources(
  republish: () => Promise<unknown>,
  log: Log,
  root = projectFolder,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isTold = false;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void republish(), quietMs);
    timer.unref();
  };
  const tell = (file: string) => {
    if (!isTold) log(`${file} changed: end npm start and start it again to see that`);
    isTold = true;
  };
  const watchers = new Map<string, FSWatcher>();
  /** Folder by folder: a recursive watcher of Linux loses files that an editor replaces. */
  const look = (folder: string, act: (file: string) => void) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_event, file) => act(relative(root, join(folder, file ?? ""))));
    // A folder that is removed.
    watcher.on("error", () => watchers.delete(folder)).unref();
    watchers.set(folder, watcher);
  };
  const lookBelow = (name: string, act: (file: string) => void) => {
    const top = join(root, name);
    look(top, act);
    for (const entry of readdirSync(top, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) look(join(entry.parentPath, entry.name), act);
    }
  };
  const handlersChanged = () => {
    lookBelow("handlers", handlersChanged);
    changed();
  };
  lookBelow("handlers", handlersChanged);
  for (const name of ["www", "infra"]) lookBelow(name, tell);
  look(root, (file) => {
    if (readOnce.includes(file)) tell(file);
    if (file === "business.ts") changed();
  });
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

async function bundleHandlers(): Promise<void> {
  const { bundleAgain } =
    require("../../../../build/bundles") as typeof import("../../../../build/bundles");
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
