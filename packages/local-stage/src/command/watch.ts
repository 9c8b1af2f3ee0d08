import { existsSync, type FSWatcher, readdirSync, watch } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import type { Log } from "../log";

/** Which sources mean what while a stage runs; paths below the program's folder. */
export interface WatchList {
  /** Folders and files that functions are built from: a change is published. */
  readonly rebuilt: readonly string[];
  /** Folders and files that are only read at the start: a change is said once. */
  readonly readOnce: readonly string[];
}

/** Editors write a file in several steps, and save several files at once. */
const quietMs = 150;

/**
 * Publishes when a source of the functions changes. Says once what a change of anything else needs,
 * because the pages and the resources stay as they were declared.
 */
export function watchSources(
  root: string,
  { rebuilt, readOnce }: WatchList,
  republish: () => Promise<unknown>,
  log: Log,
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
  const act = (listed: string, file: string) => {
    if (readOnce.includes(listed)) tell(file);
    if (rebuilt.includes(listed)) changed();
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
  const lookBelow = (top: string, act: (file: string) => void) => {
    // A folder that appears is looked at too.
    const acting = (file: string) => {
      lookInto(top, acting);
      act(file);
    };
    lookInto(top, acting);
  };
  const lookInto = (top: string, act: (file: string) => void) => {
    look(top, act);
    for (const entry of readdirSync(top, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) look(join(entry.parentPath, entry.name), act);
    }
  };
  const all = [...new Set([...readOnce, ...rebuilt])];
  const files = all.filter((name) => isFile(join(root, name)));
  for (const name of all.filter((one) => !files.includes(one) && existsSync(join(root, one)))) {
    lookBelow(join(root, name), (file) => act(name, file));
  }
  for (const folder of new Set(files.map((name) => dirname(join(root, name))))) {
    look(folder, (file) => {
      if (files.includes(file)) act(file, file);
    });
  }
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** A name with an ending is a file: one that an editor is just replacing is not there. */
function isFile(path: string): boolean {
  return extname(path) !== "";
}
