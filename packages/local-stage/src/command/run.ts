import * as nodeModule from "node:module";
import type { ProgramOptions } from "../program/settings";
import type { Seed } from "../service";
import type { Stage, StageOptions } from "../stage";
import { optionsHelp, readCommandLine } from "./command-line";
import { sentenceOf } from "./mistake";
import { watchParents } from "./orphan-watch";
import { type WatchList, watchSources } from "./watch";

/** What is printed of a stage that is ready. */
export type Row = readonly [name: string, value: string];

export interface CommandOptions extends Pick<StageOptions, "rebuild"> {
  readonly program: ProgramOptions;
  /** Unless the command line names another one. */
  readonly dataFolder: string;
  /** Who can sign in to the first user pool; asked once the command line is read. */
  readonly seeds?: () => readonly Seed[];
  /** The first lines of `--help`: what it is, and `npm start` alone. */
  readonly help?: string;
  /** What to print; default: the addresses of the services. */
  readonly rows?: (stage: Stage) => readonly Row[];
  /** What to watch, below the program's folder; default: nothing. */
  readonly watch?: WatchList;
}

/** Serves a program until Ctrl-C, as the command line says; a mistake is one sentence and exit code 1. */
export async function runCommand(options: CommandOptions): Promise<void> {
  try {
    await serve(options);
  } catch (error) {
    console.error(await explain(error, options));
    process.exit(1);
  }
}

async function serve(options: CommandOptions): Promise<void> {
  const { help, settings, ...given } = readCommandLine(process.argv.slice(2), process.env);
  if (help) {
    process.stdout.write(`${options.help ?? "Runs a program on this machine.\n"}${optionsHelp}`);
    return;
  }
  // Node.js 22 and newer keep what they compiled: a tenth of a second of the next start.
  (nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
  // Pulumi looks at hundreds of stacks, and mapping them costs half a second; see explain().
  process.setSourceMapsEnabled(false);
  // `npm start | head` must not take the stage down when head has seen enough.
  process.stdout.on("error", () => {});
  // Not before the options are read: a mistake in them is said at once.
  const { startStage } = require("../stage") as typeof import("../stage");
  const { dataFolder, rebuild, seeds, watch } = options;
  const program = { ...options.program, settings: { ...options.program.settings, ...settings } };
  const starting = startStage({
    dataFolder,
    ...given,
    program,
    rebuild,
    log,
    seeds: seeds?.(),
  });
  stopOnSignals(starting);
  const stage = await starting;
  if (stage.url) await fetch(stage.url);
  print(stage, (options.rows ?? addressRows)(stage), performance.now());
  const watching = watch && watchSources(program.folder, watch, stage.republish, log);
  void stage.broken.then(async (sentence) => {
    watching?.close();
    console.error(sentence);
    await stage.close();
    process.exit(1);
  });
  void stage.settle();
}

function log(line: string): void {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);
}

function addressRows({ addresses, consoleUrl, dataFolder }: Stage): Row[] {
  const rows = addresses.map(({ name, url }): Row => [name, url]);
  return [...rows, ["Console", consoleUrl], ["Data", dataFolder]];
}

function print(stage: Stage, rows: readonly Row[], milliseconds: number): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log("");
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
  const unknown = stage.notSimulated.map(
    ({ type, count }) => `${type.replace(/(\w+):\w+$/, "$1")} (${count})`,
  );
  if (unknown.length > 0) console.log(`\n  captured but not simulated: ${unknown.join(", ")}`);
  console.log(`\n  ready in ${(milliseconds / 1000).toFixed(1)} s; Ctrl-C ends it\n`);
}

/** The first signal closes in order; a second one, or ten slow seconds, ends at once. */
function stopOnSignals(starting: Promise<Stage>): void {
  let since = 0;
  let ready: Stage | undefined;
  void starting.then(
    (stage) => {
      ready = stage;
    },
    () => {},
  );
  const stop = () => {
    // npm and tsx pass on the signal that the terminal sent to all of us already.
    if (since > 0 && Date.now() - since < 500) return;
    if (since > 0) process.exit(130);
    since = Date.now();
    setTimeout(() => process.exit(1), 10_000).unref();
    // Before it is ready there is nothing to lose, and the guard ends the engine.
    if (!ready) process.exit(0);
    void ready.close().finally(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  watchParents(stop);
}

/** A bug of the program, unlike a bad setting, needs its place: the program runs again with maps on. */
async function explain(error: unknown, { program }: CommandOptions): Promise<unknown> {
  const sentence = sentenceOf(error, program.folder);
  if (sentence !== undefined) return sentence;
  process.setSourceMapsEnabled(true);
  const { runProgram } = require("../program/program") as typeof import("../program/program");
  const { settings } = readCommandLine(process.argv.slice(2), process.env);
  return runProgram({ ...program, settings: { ...program.settings, ...settings } }).then(
    () => error,
    (again: unknown) => again,
  );
}
