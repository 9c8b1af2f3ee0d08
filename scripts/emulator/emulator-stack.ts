import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasHeard, interruptible } from "../deploy/engine/interrupts";
import { settingsFile } from "../deploy/settings-file";
import { projectFolder } from "../shop";
import { childEnvironment } from "./child-environment";

/** The stack's name, after which its resources are named. */
export const stackName = "emulator";

/** The address that Pulumi.emulator.yaml has, where `npm run emulator` looks first. */
const shippedAddress = "http://localhost:4566";

interface EmulatorStackOptions {
  /** The Pulumi CLI. */
  readonly cli: string;
  readonly address: string;
  readonly region: string;
  /** Told of an interruption. */
  readonly tell: (line: string) => void;
}

/** The program under the engine against an emulator, with its state in a folder that goes with it. */
export class EmulatorStack {
  private readonly folder = mkdtempSync(join(tmpdir(), "shopfront-emulator-"));
  private readonly settings = join(this.folder, `Pulumi.${stackName}.yaml`);
  readonly environment: NodeJS.ProcessEnv;

  constructor(private readonly options: EmulatorStackOptions) {
    this.environment = childEnvironment(process.env, { ...options, folder: this.folder });
    copyFileSync(join(projectFolder, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
    writeFileSync(this.settings, settingsAt(options.address));
  }

  async up(): Promise<void> {
    // Beside its own settings, since the CLI writes the key of its secrets there.
    await this.run(["stack", "init", stackName], this.folder);
    await this.run(["up", "--yes", "--skip-preview", ...this.flags]);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await this.run(["stack", "output", "--json", "--stack", stackName]));
  }

  async destroy(): Promise<void> {
    await this.run(["destroy", "--yes", "--skip-preview", ...this.flags]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get flags(): string[] {
    return ["--stack", stackName, "--config-file", this.settings];
  }

  /** Gives what it printed; throws the errors alone where it fails. */
  private async run(words: readonly string[], folder = projectFolder): Promise<string> {
    const child = spawn(this.options.cli, [...words, "--non-interactive", "--color", "never"], {
      cwd: folder,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [printed, told] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      told += text;
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    const { result: status, interrupted } = await interruptible(
      (signal) => {
        signal.addEventListener("abort", () => child.kill("SIGINT"));
        return ended;
      },
      () => hasHeard(`${printed}${told}`),
      this.options.tell,
    );
    if (interrupted) throw new Error("Ended early, as asked.");
    if (status === 0) return printed;
    throw new Error(`pulumi ${words[0]} failed:\n${errorsIn(`${printed}\n${told}`)}`);
  }
}

/** Pulumi.emulator.yaml for an emulator at this address. */
export function settingsAt(address: string): string {
  return readFileSync(settingsFile(stackName), "utf8").replaceAll(shippedAddress, address);
}

function errorsIn(output: string): string {
  const errors = output
    .split("\n")
    .filter((line) => /^\s*error: (?!update failed|destroy failed)/.test(line));
  const lines = errors.length > 0 ? errors : output.trim().split("\n").slice(-3);
  return [...new Set(lines)].map((line) => `  ${line.trim()}`).join("\n");
}
