import * as nodeModule from "node:module";
import type { Stage } from "../stage";
import { help, readCommandLine } from "./command-line";
import { sentenceOf } from "./mistake";
import { watchParents } from "./orphan-watch";
import { watchSources } from "./watch";

/** `npm start`: serves the program until Ctrl-C. */
async function main(): Promise<void> {
  const { help: wantsHelp, ...options } = readCommandLine(process.argv.slice(2), process.env);
  if (wantsHelp) {
    process.stdout.write(help);
    return;
  }
  // Node.js 22 and newer keep what they compiled: a tenth of a second of the next start.
  (nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
  // Pulumi looks at hundreds of stacks, and mapping them costs half a second; see explain().
  process.setSourceMapsEnabled(false);
  // `npm start | head` must not take the stage down when head has seen enough.
  process.stdout.on("error", () => {});
  // Loads business.ts, in which somebody may have made a slip that wants a sentence of its own.
  const { startStage } = require("../stage") as typeof import("../stage");
  const starting = startStage({ ...options, log });
  stopOnSignals(starting);
  const stage = await starting;
  await fetch(stage.siteUrl);
  print(stage, performance.now());
  const watching = watchSources(stage.republish, log);
  void stage.broken.then(watching.close);
  void stage.broken.then(async (sentence) => {
    console.error(sentence);
    await stage.close();
    process.exit(1);
  });
  void stage.warm().then(stage.finishDeployment);
}

function log(line: string): void {
  console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);
}

type Row = [name: string, value: string];

function print(stage: Stage, milliseconds: number): void {
  const { admin } = stage.cognito;
  const rows: Row[] = [
    ["Site", stage.siteUrl],
    ...(admin
      ? [["Admin", `${stage.siteUrl}/admin  ${admin.email} / ${admin.password}`] satisfies Row]
      : []),
    ["API", stage.apiUrl],
    ["Inbox", stage.inboxUrl],
    ["Console", stage.consoleUrl],
    [`DynamoDB (${stage.engine})`, stage.dynamoDbUrl],
    ["Data", stage.dataFolder],
  ];
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
async function explain(error: unknown): Promise<unknown> {
  const sentence = sentenceOf(error);
  if (sentence !== undefined) return sentence;
  process.setSourceMapsEnabled(true);
  const { runProgram } = require("../program/program") as typeof import("../program/program");
  const { config } = readCommandLine(process.argv.slice(2), process.env);
  return runProgram({ stage: "local", config }).then(
    () => error,
    (again: unknown) => again,
  );
}

main().catch(async (error: unknown) => {
  console.error(await explain(error));
  process.exit(1);
});
