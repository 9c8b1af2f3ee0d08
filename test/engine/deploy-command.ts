import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { settingsFile } from "../../scripts/deploy/settings-file";
import { projectFolder } from "../../scripts/shop";
import { ended } from "../support/ended";
import { startSts } from "../support/sts";
import { type Engine, hasDone, type Run, type RunOptions } from "./engine";

interface DeployOptions extends RunOptions {
  /** Which settings file the stack has here: the engine's, none, or what the command itself wrote. */
  readonly settings?: "engine" | "none" | "own";
  /** In a terminal of its own, whose Ctrl-C is pressed twice. */
  readonly terminal?: boolean;
}

/** `npm run deploy` as a person starts it, against the stack, the account and the state of an engine. */
export class DeployCommand {
  private constructor(
    private readonly engine: Engine,
    private readonly sts: Awaited<ReturnType<typeof startSts>>,
  ) {}

  /** @param account whose credentials it has; by default those of the account that is deployed to */
  static async start(engine: Engine, account?: string): Promise<DeployCommand> {
    return new DeployCommand(engine, await startSts(account));
  }

  /** What leads the command to the stand-ins. */
  variables(options?: RunOptions): NodeJS.ProcessEnv {
    return { ...this.engine.environment(options), ...this.sts.variables };
  }

  /** The command reads the settings where `pulumi up` does: beside Pulumi.yaml. */
  async run(words: readonly string[], options: DeployOptions = {}): Promise<Run> {
    const { settings = "engine" } = options;
    if (settings === "engine") this.takeSettings();
    if (settings === "none") rmSync(settingsFile(this.engine.stack), { force: true });
    const before = this.engine.deeds().length;
    const script = ["--require", require.resolve("tsx/cjs"), "scripts/deploy.ts"];
    const line = [process.execPath, ...script, ...words];
    const [program = "", ...rest] = options.terminal
      ? ["script", "-qefc", line.map((word) => `'${word}'`).join(" "), "/dev/null"]
      : line;
    const child = spawn(program, rest, {
      cwd: projectFolder,
      env: this.variables(options),
      stdio: [options.terminal ? "pipe" : "ignore", "pipe", "pipe"],
    });
    const { interruptAfter, terminal } = options;
    const end = await ended(child, {
      isDue: () => hasDone(this.engine, before, interruptAfter),
      ...(terminal && { interrupt: pressTwice }),
    });
    return { ...end, deeds: this.engine.deeds().slice(before) };
  }

  /** Kills a command of the CLI, as a machine does that goes down, once it has done so much. */
  async killed(words: readonly string[], afterDeeds: number): Promise<void> {
    const { engine } = this;
    const before = engine.deeds().length;
    const flags = ["--stack", engine.stack, "--config-file", engine.settingsFile];
    const child = spawn("pulumi", [...words, ...flags, "--non-interactive"], {
      cwd: projectFolder,
      // With the state written after every step, as it is outside of tests.
      env: { ...engine.environment(), PULUMI_SKIP_CHECKPOINTS: undefined },
      stdio: "ignore",
    });
    const closed = new Promise((resolve) => child.on("close", resolve));
    while (engine.deeds().length - before < afterDeeds && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const all = [child.pid as number, ...descendants(child.pid as number)];
    for (const pid of all) process.kill(pid, "SIGKILL");
    await closed;
  }

  /** Puts the settings of the engine's stack there. */
  takeSettings(): void {
    copyFileSync(this.engine.settingsFile, settingsFile(this.engine.stack));
  }

  stop(): void {
    this.sts.stop();
    const file = settingsFile(this.engine.stack);
    if (existsSync(file)) rmSync(file);
  }
}

/** Ctrl-C in the terminal, and once more while the engine ends. */
function pressTwice(child: ChildProcess): void {
  for (const after of [0, 400]) setTimeout(() => child.stdin?.write("\u0003"), after);
}

/** The program and the provider, which the CLI starts in groups of their own. */
function descendants(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.flatMap(([child, parent]) => (parent === pid && child ? [child] : []));
  return children.flatMap((child) => [child, ...descendants(child)]);
}
