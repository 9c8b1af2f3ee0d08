import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import type { DataFolder } from "../../data-folder";

/** What one function wrote: the last lines in memory, and all of it in a file. */
export interface FunctionLog {
  write(line: string): void;
  lines(): readonly string[];
  close(): void;
}

const remembered = 500;
const largestFileBytes = 5_000_000;

/** Opens `<data folder>/logs/<function>.jsonl`, one event per line, as CloudWatch Logs would get it. */
export function openFunctionLog(folder: DataFolder, functionName: string): FunctionLog {
  const ring: string[] = [];
  let file: number | undefined;
  return {
    write(line) {
      ring.push(line);
      if (ring.length > remembered) ring.shift();
      file ??= open(folder.file("logs", `${functionName}.jsonl`));
      // At once: what a function said last is what one wants to read after a crash.
      writeSync(file, `${line}\n`);
    },
    lines: () => ring,
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function open(path: string): number {
  const file = openSync(path, "a");
  // A laptop has no retention setting: a run starts anew when the file has grown large.
  if (fstatSync(file).size > largestFileBytes) ftruncateSync(file);
  return file;
}
