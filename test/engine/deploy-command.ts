import { spawn } from "node:child_process";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { settingsFile } from "../../scripts/deploy/settings-file";
import { projectFolder } from "../../scripts/shop";
import { startSts } from "../support/sts";
import type { Engine, Run, RunOptions } from "./engine";

/** `npm run deploy` as a person starts it, against the stack, the account and the state of an engine. */
export class DeployCommand {
  private constructor(
    private readonly engine: Engine,
    private readonly sts: Awaited<ReturnType<typeof startSts>>,
  ) {}

  static async start(engine: Engine): Promise<DeployCommand> {
    return new DeployCommand(engine, await startSts());
  }

  /** What leads the command to the stand-ins. */
  variables(options?: RunOptions): NodeJS.ProcessEnv {
    return { ...this.engine.environment(options), ...this.sts.variables };
  }

  /** The command reads the settings where `pulumi up` does: beside Pulumi.yaml. */
  async run(words: readonly string[], options: RunOptions = {}): Promise<Run> {
    this.takeSettings();
    const before = this.engine.deeds().length;
    const script = ["--require", require.resolve("tsx/cjs"), "scripts/deploy.ts"];
    const child = spawn(process.execPath, [...script, ...words], {
      cwd: projectFolder,
      env: this.variables(options),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const { interruptAfter } = options;
    const watch = setInterval(() => {
      if (!interruptAfter || this.engine.deeds().length - before < interruptAfter) return;
      clearInterval(watch);
      child.kill("SIGINT");
    }, 20);
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    clearInterval(watch);
    return { status, output, deeds: this.engine.deeds().slice(before) };
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
