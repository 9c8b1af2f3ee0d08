import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Processes } from "./processes";

/** The packages that are installed here, if they are those of the lockfile; otherwise its own. */
export async function addPackages(
  folder: string,
  repository: string,
  processes: Processes,
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
  const { code, err } = await processes
    .run("npm", ["ci", ...options], { cwd: folder })
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Error(
        "npm is not on the PATH: the two commits have different packages, and npm installs them.",
      );
    });
  if (code === 0) return;
  const reason =
    err.split("\n").find((line) => /^npm (error|ERR!)/.test(line)) ?? "npm says no more";
  throw new Error(`npm ci ended with ${code} for one of the two commits: ${reason}`);
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
