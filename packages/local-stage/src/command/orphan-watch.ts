import { readFileSync } from "node:fs";

/**
 * Calls back when npm, or what it started this process through, has died without a word. A killed npm
 * takes none of its children along, and they would keep the port. Only under npm: a stage that was
 * started by hand may be meant to outlive its terminal.
 */
export function watchParents(orphaned: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const links = ancestors(process.pid, 4);
  const timer = setInterval(() => {
    if (links.every(([child, parent]) => parentOf(child) === parent)) return;
    clearInterval(timer);
    orphaned();
  }, 250);
  timer.unref();
}

/** Pairs of child and parent, from this process up to npm. */
function ancestors(pid: number, most: number): [child: number, parent: number][] {
  const parent = parentOf(pid);
  if (most === 0 || parent === undefined || parent <= 1) return [];
  const isNpm = /^npm /.test(commandOf(parent));
  return [[pid, parent], ...(isNpm ? [] : ancestors(parent, most - 1))];
}

/** Beyond this process itself, only Linux tells without running another program. */
function parentOf(pid: number): number | undefined {
  if (pid === process.pid) return process.ppid;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "npm ";
  }
}
