import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addPackages } from "./packages";
import { Processes } from "./processes";

/** The two programs of a review, each in a folder of its own. */
export interface Worktrees {
  readonly base: string;
  readonly head: string;
  /** For what is written beside them. */
  readonly folder: string;
  /** For all that works on them: they end before the folder is removed. */
  readonly processes: Processes;
  remove(): Promise<void>;
}

/** Signals that end a review early; git would remember the worktrees of one that just went. */
const endings = ["SIGINT", "SIGTERM"] as const;

/** The commit that a name stands for; throws a sentence where there is none. */
export function commitOf(repository: string, ref: string): string {
  if (/^-|[\0\n]/.test(ref) || ref === "") throw new Error(`"${ref}" cannot name a commit.`);
  try {
    return git(
      repository,
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new Error("git is not on the PATH: the review needs it to read the base.");
    }
    throw new Error(
      `There is no commit "${ref}" here: name a branch, a tag or a commit, or fetch it first (git fetch origin ${ref}).`,
    );
  }
}

/** Throws where files are changed or new, since a review compares commits. */
export function refuseUncommitted(repository: string): void {
  const files = git(repository, "status", "--porcelain").split("\n").filter(Boolean);
  if (files.length === 0) return;
  const first = files[0]?.replace(/^\s*\S+\s+/, "");
  const more = files.length > 1 ? ` and ${files.length - 1} more` : "";
  throw new Error(
    `There are uncommitted changes (${first}${more}): commit or stash them, since a review compares commits.`,
  );
}

/** Seconds since 1970 at which a commit was made. */
export function timeOf(repository: string, commit: string): number {
  return Number(git(repository, "show", "--no-patch", "--format=%ct", commit));
}

/** Checks both commits out, each with the packages of its own lockfile; tells each step in a short line. */
export async function checkOut(
  repository: string,
  base: string,
  head: string,
  tell: (line: string) => void,
): Promise<Worktrees> {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-review-"));
  const worktrees = { base: join(folder, "base"), head: join(folder, "head") };
  const processes = new Processes();
  const removeFolder = () => rmSync(folder, removal);
  const removeAll = async () => {
    await processes.end();
    await forget(repository, Object.values(worktrees), folder);
    process.off("exit", removeFolder);
    for (const signal of endings) process.off(signal, stop);
  };
  let removed: Promise<void> | undefined;
  const remove = () => {
    removed ??= removeAll();
    return removed;
  };
  // Ending the process removes the folder again, whatever came in between.
  const stop = () => void remove().finally(() => process.exit(130));
  process.once("exit", removeFolder);
  for (const signal of endings) process.on(signal, stop);
  try {
    for (const [path, commit, which] of [
      [worktrees.base, base, "the base"],
      [worktrees.head, head, "the change"],
    ] as const) {
      tell(`Checking out ${which}, ${commit.slice(0, 12)}.`);
      const words = ["worktree", "add", "--detach", "--quiet", path, commit];
      const { code, err } = await processes.run("git", words, { cwd: repository });
      if (code !== 0) throw new Error(`git cannot check out ${which}: ${err.trim()}`);
      const onInstall = () => tell(`Installing the packages of ${which}.`);
      await addPackages(path, repository, processes, onInstall);
    }
    return { ...worktrees, folder, processes, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Something may still be writing for a moment. */
const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 } as const;

/** Removes the folder, and what git remembers of its worktrees, also of one that was half made. */
async function forget(repository: string, paths: readonly string[], folder: string): Promise<void> {
  const around = { cwd: repository, detached: true };
  const tidying = new Processes();
  // One that was never made is no failure.
  const tidy = (...words: string[]) =>
    tidying.run("git", ["worktree", ...words], around).catch(() => {});
  for (const path of paths) await tidy("remove", "--force", "--force", path);
  await rm(folder, removal);
  await tidy("prune");
}

function git(repository: string, ...words: readonly string[]): string {
  const stdio = ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"];
  return execFileSync("git", words, { cwd: repository, encoding: "utf8", stdio }).trim();
}
