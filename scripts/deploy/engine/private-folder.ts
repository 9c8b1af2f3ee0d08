import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Signals that end a command which does not wait for anything. */
const endings = ["SIGTERM", "SIGHUP"] as const;

/** A folder that nobody else may read, and that goes with the process however that ends, short of SIGKILL. */
export class PrivateFolder {
  readonly path = mkdtempSync(join(tmpdir(), "shopfront-deploy-"));
  private readonly end: (signal: NodeJS.Signals) => void;

  /** @param isBusy whether somebody else heeds the signals now, and ends in order */
  constructor(isBusy: () => boolean) {
    this.end = (signal) => {
      if (isBusy()) return;
      this.remove();
      process.kill(process.pid, signal);
    };
    process.once("exit", this.remove);
    for (const signal of endings) process.on(signal, this.end);
  }

  readonly remove = (): void => {
    process.off("exit", this.remove);
    for (const signal of endings) process.off(signal, this.end);
    rmSync(this.path, { recursive: true, force: true });
  };
}
