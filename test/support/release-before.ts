import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Resource } from "local-stage";

import type { Page } from "playwright-core";
import { zipOf } from "./pulumi";
import type { TestStage } from "./stage";

/** The commit of the release before this one; set with each release. */
export const releaseBefore = "87c21223305b5b5fd13aa695940ecac7b6d43c46";

const root = resolve(__dirname, "../..");

/** Why the release before can't be built here; undefined where it can. */
export function whyNoReleaseBefore(): string | undefined {
  try {
    const args = ["cat-file", "-e", `${releaseBefore}^{commit}`];
    execFileSync("git", args, { cwd: root, stdio: "ignore" });
    return undefined;
  } catch {
    return `this copy of the repository lacks the commit ${releaseBefore.slice(0, 7)}`;
  }
}

/** What the release before deployed: its functions' zips and its site. */
export interface ReleaseBefore {
  /** The folder of its program. */
  readonly source: string;
  /** The path of a function's zip, by the name of its module; undefined where it had none. */
  zipNamed(name: string): string | undefined;
  /** The path of the file that a page's address shows. */
  siteFile(pathname: string): string | undefined;
  close(): void;
}

/** Builds the release before from its commit, with the packages that are installed. */
export async function buildReleaseBefore(): Promise<ReleaseBefore> {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-before-"));
  const source = join(folder, "source");
  mkdirSync(source);
  const archive = join(folder, "source.tar");
  const run = promisify(execFile);
  await run("git", ["archive", "--output", archive, releaseBefore], { cwd: root });
  await run("tar", ["-xf", archive, "-C", source]);
  symlinkSync(join(root, "node_modules"), join(source, "node_modules"));
  const build = ["--require", "tsx/cjs", "scripts/build.ts"];
  await run(process.execPath, build, { cwd: source });
  const found = (path: string) => (existsSync(path) ? path : undefined);
  return {
    source,
    zipNamed: (name) => found(join(source, "dist/functions", `${name}.zip`)),
    siteFile: (pathname) =>
      found(join(source, "dist/www", extname(pathname) ? pathname : `${pathname}/index.html`)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Gives some functions of a stage the code of the release before, as a rollback does, and answers their names.
 * The publisher keeps its own: it is never rolled back alone. Returns with how to undo it.
 */
export async function goBack(
  { stage }: TestStage,
  before: ReleaseBefore,
  isChosen: (name: string) => boolean,
): Promise<{ readonly names: readonly string[]; undo(): Promise<void> }> {
  const names: string[] = [];
  const changed: { readonly declaration: Resource; readonly code: unknown }[] = [];
  for (const declaration of stage.graph.ofType("aws:lambda/function:Function")) {
    if (!declaration.inputs.code?.path) continue;
    const name = basename(await zipOf(declaration), ".zip");
    const path = before.zipNamed(name);
    if (!path || name === "publish-pages" || !isChosen(name)) continue;
    changed.push({ declaration, code: declaration.inputs.code });
    declaration.inputs.code = { path: Promise.resolve(path) };
    names.push(name);
  }
  await stage.republish();
  return {
    names,
    async undo() {
      for (const { declaration, code } of changed) declaration.inputs.code = code;
      await stage.republish();
    },
  };
}

/** Has a page's files come from the release before, as a browser has them that was open all along. */
export async function showBefore(page: Page, before: ReleaseBefore): Promise<void> {
  await page.route(
    ({ pathname }) => !pathname.startsWith("/api/"),
    (route) => {
      const path = before.siteFile(new URL(route.request().url()).pathname);
      return path ? route.fulfill({ path }) : route.continue();
    },
  );
}
