import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../shop";
import { EventLog } from "./event-log";
import { hasHeard, interruptible } from "./interrupts";
import type { PulumiCli } from "./pulumi-cli";
import { troubleOf } from "./troubles";

interface EngineRun {
  readonly stack: string;
  readonly cli: PulumiCli;
  /** Where the events are written. */
  readonly folder: string;
  /** Told of an interruption. */
  readonly tell: (line: string) => void;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** The SDK sets the first one for its event log as well; saved plans still count as experimental. */
const environment = {
  PULUMI_DEBUG_COMMANDS: "true",
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_UPDATE_CHECK: "true",
};

/** The commands that run the engine, and so write its events. */
const logging = new Set(["preview", "up", "destroy"]);

/** A command that was ended early, as somebody asked. */
export class Interrupted extends Error {}

/** Runs a command of the CLI to its end; throws one sentence, with the way out, where it fails. */
export async function runToEnd(
  words: readonly string[],
  { stack, cli, folder, tell, onEvent }: EngineRun,
): Promise<EventLog> {
  const [verb = ""] = words;
  const changes = verb !== "preview" && !words.includes("--preview-only");
  const file = join(folder, `${verb}-${process.hrtime.bigint()}.ndjson`);
  const flags = logging.has(verb) ? ["--suppress-outputs", "--event-log", file] : [];
  const log = new EventLog(file, onEvent);
  let output = "";
  const take = (text: string) => {
    output += text;
  };
  const { result: failure, interrupted } = await interruptible(
    (signal) => {
      const all = [...words, "--stack", stack, ...flags, "--color", "never"];
      const ended = cli.run(all, projectFolder, environment, take, take, signal);
      return ended.then(
        () => undefined,
        (error: Error) => error,
      );
    },
    () => hasHeard(output),
    changes ? tell : () => tell("Ending the preview."),
  );
  log.end();
  if (!failure) return log;
  const said = output || failure.message;
  const trouble = troubleOf({ stack, output: said, events: log.events, interrupted, changes });
  throw interrupted ? new Interrupted(trouble) : new Error(trouble);
}
