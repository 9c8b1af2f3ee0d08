import { createWriteStream, statSync, truncateSync, type WriteStream } from "node:fs";
import type { DataFolder } from "./data-folder";

/** What one function wrote: the last lines in memory, and all of it in a file. */
export interface FunctionLog {
  write(line: string): void;
  lines(): readonly string[];
  close(): Promise<void>;
}

const remembered = 500;
const largestFileBytes = 5_000_000;

/** Opens `<data folder>/logs/<function>.jsonl`, one event per line, as CloudWatch Logs would get it. */
export function openFunctionLog(folder: DataFolder, functionName: string): FunctionLog {
  const ring: string[] = [];
  let stream: WriteStream | undefined;
  return {
    write(line) {
      ring.push(line);
      if (ring.length > remembered) ring.shift();
      stream ??= openFile(folder.file("logs", `${functionName}.jsonl`));
      stream.write(`${line}\n`);
    },
    lines: () => ring,
    close: () => new Promise((done) => (stream ? stream.end(() => done()) : done())),
  };
}

function openFile(file: string): WriteStream {
  // A laptop has no retention setting: a run starts anew when the file has grown large.
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestFileBytes) truncateSync(file);
  return createWriteStream(file, { flags: "a" });
}
