import {
  accessSync,
  appendFileSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lockFolder } from "./folder-lock";
import { StageError } from "./log";

/** Everything that the stage keeps; `--fresh` removes these and nothing else in the folder. */
const contents = [
  ...[
    "cognito",
    "dynamodb",
    "functions",
    "invocations.json",
    "lambda.json",
    "logs",
    "mail",
    "queues",
    "streams",
  ],
];

/** The folder that one running stage owns; what is in it survives a restart. */
export interface DataFolder {
  readonly path: string;
  /** An absolute path inside, whose folder exists. */
  file(...parts: string[]): string;
  readJson<T>(name: string): T | undefined;
  /** Replaces a file as a whole, so a killed stage leaves the old or the new one, never half of it. */
  writeJson(name: string, value: unknown): void;
  /** Puts a message into the file that stands for a queue. */
  enqueue(queueArn: string, body: string): void;
  release(): Promise<void>;
}

/** Takes the folder for this process, empty with `fresh`; throws a StageError when it is taken. */
export async function openDataFolder(path: string, fresh: boolean): Promise<DataFolder> {
  const root = resolve(path);
  makeFolder(root);
  const release = await lockFolder(root);
  if (fresh) {
    for (const name of contents) rmSync(join(root, name), { recursive: true, force: true });
  }
  const file = (...parts: string[]) => {
    const full = join(root, ...parts);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  return {
    path: root,
    file,
    readJson<T>(name: string) {
      try {
        return JSON.parse(readFileSync(join(root, name), "utf8")) as T;
      } catch {
        return undefined;
      }
    },
    writeJson(name, value) {
      const target = file(name);
      writeFileSync(`${target}.new`, JSON.stringify(value, null, 1));
      renameSync(`${target}.new`, target);
    },
    enqueue(queueArn, body) {
      appendFileSync(file("queues", `${queueArn.split(":").at(-1)}.jsonl`), `${body}\n`);
    },
    release,
  };
}

function makeFolder(root: string): void {
  try {
    mkdirSync(root, { recursive: true });
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw new StageError(
      `${root} cannot hold the data (${(error as NodeJS.ErrnoException).code}); choose a folder that can be written with --data-dir.`,
    );
  }
}
