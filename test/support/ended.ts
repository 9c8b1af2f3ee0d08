import type { ChildProcess } from "node:child_process";

/** What interrupts a command, and when. */
export interface Interruption {
  isDue(): boolean;
  /** Default: SIGINT, as a CI runner sends it. */
  interrupt?(child: ChildProcess): void;
}

/** How a command ended, and all that it printed. */
export async function ended(child: ChildProcess, interruption?: Interruption) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const { isDue, interrupt = (one: ChildProcess) => one.kill("SIGINT") } = interruption ?? {};
  const watch = setInterval(() => {
    if (!isDue?.()) return;
    clearInterval(watch);
    interrupt(child);
  }, 20);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    return { status, output };
  } finally {
    clearInterval(watch);
  }
}
