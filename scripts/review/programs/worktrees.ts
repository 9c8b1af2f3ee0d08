import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The two programs of a review, each in a folder of its own. */
export interface Worktrees {
  readonly base: string;
  readonly head: string;
  /** For what is written beside them. */
  readonly folder: string;
  remove(): void;
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
  const remove = () => {
    for (const signal of endings) process.off(signal, stop);
    for (const path of Object.values(worktrees)) {
      try {
        git(repository, "worktree", "remove", "--force", path);
      } catch {
        // It was never made.
      }
    }
    rmSync(folder, { recursive: true, force: true });
    git(repository, "worktree", "prune");
  };
  const stop = () => {
    remove();
    process.exit(130);
  };
  for (const signal of endings) process.once(signal, stop);
  try {
    for (const [path, commit, which] of [
      [worktrees.base, base, "the base"],
      [worktrees.head, head, "the change"],
    ] as const) {
      tell(`Checking out ${which}, ${commit.slice(0, 12)}.`);
      git(repository, "worktree", "add", "--detach", "--quiet", path, commit);
      await addPackages(path, repository, () => tell(`Installing the packages of ${which}.`));
    }
    return { ...worktrees, folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The packages that are installed here, if they are those of the lockfile; otherwise its own. */
async function addPackages(
  folder: string,
  repository: string,
  onInstall: () => void,
): Promise<void> {
  const installed = join(repository, "node_modules");
  const lockfile = (of: string) => textOf(join(of, "package-lock.json"));
  if (existsSync(installed) && lockfile(folder) === lockfile(repository)) {
    symlinkSync(installed, join(folder, "node_modules"), "junction");
    return;
  }
  onInstall();
  // Scripts of packages are not needed to evaluate a program.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const npm = spawn("npm", ["ci", ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  npm.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    npm.on("close", resolve).on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") return reject(error);
      reject(
        new Error(
          "npm is not on the PATH: the two commits have different packages, and npm installs them.",
        ),
      );
    });
  });
  if (code === 0) return;
  const reason =
    complaint.split("\n").find((line) => /^npm (error|ERR!)/.test(line)) ?? "npm says no more";
  throw new Error(`npm ci ended with ${code} for one of the two commits: ${reason}`);
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function git(repository: string, ...words: readonly string[]): string {
  const stdio = ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"];
  return execFileSync("git", words, { cwd: repository, encoding: "utf8", stdio }).trim();
}
