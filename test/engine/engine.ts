import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse, stringify } from "yaml";
import { projectFolder } from "../../scripts/shop";
import { ended } from "../support/ended";
import { type Deed, deedsIn, recordDeed } from "./provider/cloud";
import type { Failure } from "./provider/failure";

/** What a command of the CLI printed and how it ended. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
  /** What it did to the account. */
  readonly deeds: readonly Deed[];
}

export interface RunOptions {
  readonly failure?: Failure;
  /** Interrupts the command, as Ctrl-C does, once it has done so much. */
  readonly interruptAfter?: number;
  /** The folder of another program than this one. */
  readonly program?: string;
  /** A module that every Node.js process loads first, to change the program. */
  readonly preload?: string;
}

/** A resource in the state of a stack. */
export interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export type Settings = Readonly<Record<string, unknown>>;

/** One for all stacks of a process: the program is compiled once. */
const compiled = mkdtempSync(join(tmpdir(), "shopfront-compiled-"));
process.on("exit", () => rmSync(compiled, { recursive: true, force: true }));

/** The files that make up a stack. */
const parts = ["journal", "settingsFile", "stateFile"] as const;

/** The settings of a shipped stage. */
export function settingsOf(stage: string): Settings {
  return parse(readFileSync(join(projectFolder, `Pulumi.${stage}.yaml`), "utf8")).config;
}

/**
 * A stack of this program under the real engine, with its state, its account and its settings in a
 * folder of its own, and the stand-in for the AWS provider.
 */
export class Engine {
  private readonly folder = mkdtempSync(join(tmpdir(), "shopfront-engine-"));
  readonly journal = join(this.folder, "account.ndjson");
  readonly settingsFile: string;
  readonly stateFile: string;

  /** Zips and names are after the stack, and no stage has this name. */
  private constructor(readonly stack = "engine") {
    this.settingsFile = join(this.folder, `Pulumi.${stack}.yaml`);
    this.stateFile = join(this.folder, `.pulumi/stacks/shopfront/${stack}.json`);
    const plugin = join(this.folder, "plugins", "pulumi-resource-aws");
    const server = join(__dirname, "provider", "serve.ts");
    mkdirSync(dirname(plugin));
    const start = `exec "${process.execPath}" --require "${require.resolve("tsx/cjs")}" "${server}"`;
    writeFileSync(plugin, `#!/bin/sh\n${start}\n`);
    chmodSync(plugin, 0o755);
    copyFileSync(join(projectFolder, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
  }

  /** A stack that nothing has been deployed to yet. */
  static async start(settings: Settings, stack?: string): Promise<Engine> {
    const engine = new Engine(stack);
    succeeded(await engine.run(["stack", "init", engine.stack]));
    engine.configure(settings);
    return engine;
  }

  /** A stack as `record` wrote it down. */
  static recorded(file: string): Engine {
    const engine = new Engine();
    const recorded = JSON.parse(gunzipSync(readFileSync(file)).toString());
    mkdirSync(dirname(engine.stateFile), { recursive: true });
    for (const [key, text] of Object.entries<string>(recorded)) {
      writeFileSync(engine[key as (typeof parts)[number]], text);
    }
    return engine;
  }

  /** Writes the state, the account and the settings to a file. */
  record(file: string): void {
    const texts = Object.fromEntries(
      parts.map((key) => [
        key,
        // Where the zips lay says nothing: the engine compares what they hold.
        readFileSync(this[key], "utf8").replaceAll(projectFolder, "/shopfront"),
      ]),
    );
    writeFileSync(file, gzipSync(JSON.stringify(texts), { level: 9 }));
  }

  /** A second stack with the state, the account and the settings of this one. */
  copy(): Engine {
    const copy = new Engine(this.stack);
    copyFileSync(this.journal, copy.journal);
    copyFileSync(this.settingsFile, copy.settingsFile);
    cpSync(join(this.folder, ".pulumi"), join(copy.folder, ".pulumi"), { recursive: true });
    return copy;
  }

  /** Replaces the settings of the stack. */
  configure(settings: Settings): void {
    const file = existsSync(this.settingsFile) ? readFileSync(this.settingsFile, "utf8") : "";
    // The rest of the file belongs to the encryption of secrets.
    const all = { ...parse(file), config: settings };
    writeFileSync(this.settingsFile, stringify(all, { defaultStringType: "QUOTE_DOUBLE" }));
  }

  /** Ends with an error where the CLI does. */
  async up(options?: RunOptions): Promise<Run> {
    return succeeded(await this.tryUp(options));
  }

  tryUp(options?: RunOptions): Promise<Run> {
    return this.run(["up", "--yes", "--skip-preview"], options);
  }

  /** Fails where a deployment would change anything. */
  async expectNoChanges(): Promise<void> {
    succeeded(await this.run(["preview", "--expect-no-changes", "--diff"]));
  }

  async run(words: readonly string[], options: RunOptions = {}): Promise<Run> {
    const before = this.deeds().length;
    const isInit = words[0] === "stack" && words[1] === "init";
    const child = spawn("pulumi", [...words, ...this.flags(words)], {
      // The CLI writes the settings of a new stack beside Pulumi.yaml.
      cwd: isInit ? this.folder : (options.program ?? projectFolder),
      env: this.environment(options),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { interruptAfter } = options;
    const end = await ended(child, { isDue: () => hasDone(this, before, interruptAfter) });
    return { ...end, deeds: this.deeds().slice(before) };
  }

  /** All that was done to the account. */
  deeds(): Deed[] {
    return deedsIn(this.journal);
  }

  /** Does something to the account behind the engine's back. */
  meddle(deed: Deed): void {
    recordDeed(this.journal, deed);
  }

  /** The state file as it lies in the backend. */
  stateText(): string {
    return readFileSync(this.stateFile, "utf8");
  }

  resources(): readonly Stored[] {
    const state = JSON.parse(this.stateText());
    return state.checkpoint.latest?.resources ?? [];
  }

  /** The stack's outputs as the CLI prints them, without showing secrets. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(succeeded(await this.run(["stack", "output", "--json"])).output);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private flags([command, second]: readonly string[]): string[] {
    const stack = command === "stack" && second === "init" ? [] : ["--stack", this.stack];
    const color = ["--non-interactive", "--color", "never"];
    const reads = ["up", "preview", "refresh", "destroy", "import", "config"];
    const isReading = reads.includes(command ?? "");
    return [...stack, ...color, ...(isReading ? ["--config-file", this.settingsFile] : [])];
  }

  /** The variables with which a command meets this stack alone. */
  environment({ failure, preload }: RunOptions = {}): NodeJS.ProcessEnv {
    const inherited = process.env;
    // The SDK writes a stack down for every promise; short ones halve the time of a deployment.
    const options = ["--stack-trace-limit=3", "--max-semi-space-size=64"];
    return {
      ...inherited,
      PATH: [join(this.folder, "plugins"), inherited.PATH].join(delimiter),
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_BACKEND_URL: `file://${this.folder}`,
      PULUMI_CONFIG_PASSPHRASE: "engine",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // The state is written at the end alone, however the command ends, and not after every step.
      PULUMI_EXPERIMENTAL: "true",
      PULUMI_SKIP_CHECKPOINTS: "true",
      // The types are checked by a test of their own, which loads the program in the same way.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      TS_NODE_CACHE_DIRECTORY: compiled,
      NODE_OPTIONS: [...options, ...(preload ? [`--require=${preload}`] : [])].join(" "),
      STAND_IN_JOURNAL: this.journal,
      STAND_IN_FAILURE: failure ? JSON.stringify(failure) : "",
    };
  }
}

/** Whether so much has been done to the account since it had been done `before` things; never, for nothing. */
export function hasDone(engine: Engine, before: number, count: number | undefined): boolean {
  return count !== undefined && engine.deeds().length - before >= count;
}

/** The run, unless it failed. */
export function succeeded(run: Run): Run {
  if (run.status === 0) return run;
  throw new Error(`pulumi ended with ${run.status}:\n${run.output.slice(-8_000)}`);
}

/** What was done, as a person reads it: "update api-gateway-bookings-plan". */
export function done({ deeds }: Run): string[] {
  return deeds.map(({ deed, name }) => `${deed} ${name}`).sort();
}
