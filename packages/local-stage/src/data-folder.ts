import {
  accessSync,
  chmodSync,
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

/**
 * The folder that one running stage owns; what is in it survives a restart. Passwords, keys and mail are
 * in there, so it is closed to other people on this machine.
 */
export interface DataFolder {
  readonly path: string;
  /** An absolute path inside, whose folder exists. */
  file(...parts: string[]): string;
  /** Replaces a file as a whole, so a killed stage leaves the old or the new one, never half of it. */
  write(name: string, content: string | Uint8Array): void;
  readJson<T>(name: string): T | undefined;
  writeJson(name: string, value: unknown): void;
  release(): Promise<void>;
}

/**
 * Takes the folder for this process; throws a StageError when it is taken.
 * @param removed what is removed from it first, and nothing else in it is
 */
export async function openDataFolder(
  path: string,
  removed: readonly string[] = [],
): Promise<DataFolder> {
  const root = resolve(path);
  makeFolder(root);
  const release = await lockFolder(root);
  for (const name of removed) rmSync(join(root, name), { recursive: true, force: true });
  const file = (...parts: string[]) => {
    const full = join(root, ...parts);
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
    return full;
  };
  const write = (name: string, content: string | Uint8Array) => {
    const target = file(name);
    // A file that is there would keep its own mode.
    rmSync(`${target}.new`, { force: true });
    writeFileSync(`${target}.new`, content, { mode: 0o600 });
    renameSync(`${target}.new`, target);
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
    write,
    writeJson: (name, value) => write(name, JSON.stringify(value, null, 1)),
    release,
  };
}

function makeFolder(root: string): void {
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    chmodSync(root, 0o700);
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw new StageError(
      `${root} cannot hold the data (${(error as NodeJS.ErrnoException).code}); choose a folder that can be written with --data-dir.`,
    );
  }
}
