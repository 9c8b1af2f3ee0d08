import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { StageError } from "../log";

/** This package's own modules, wherever it lies. */
const stageFolder = `${resolve(__dirname, "..")}${sep}`;
const packages = `${sep}node_modules${sep}`;
const sdk = `${packages}@pulumi${sep}`;

/** The file that a program begins with: what `main` names, or the index of its folder. */
export function entryOf(main: string): string {
  const tried = statSync(main, { throwIfNoEntry: false })?.isDirectory()
    ? [mainOf(main), "index.ts", "index.js"].map((file) => join(main, file))
    : [main, `${main}.ts`, `${main}.js`];
  const found = tried.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found) return found;
  throw new StageError(`There is no program at ${main}: no index.ts and no index.js.`);
}

function mainOf(folder: string): string {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).main ?? "") : "";
}

/**
 * Forgets the program's modules that may have read a setting while they loaded, so that the next run
 * loads them anew. Those are in its folder and reach the Pulumi SDK. Packages stay, and so do this
 * stage, also where it lies in the program's folder, and what runs the stage (a script, a test).
 */
export function forgetProgram(folder: string, entry: string): void {
  const root = `${realpathSync(folder)}${sep}`;
  const isOwn = (file: string) =>
    file.startsWith(root) && !file.startsWith(stageFolder) && !file.includes(packages);
  const reach = reaching();
  for (const [file, { stage, settings }] of reach) {
    if (isOwn(file) && !stage && (settings || file === entry)) delete require.cache[file];
  }
}

interface Reach {
  /** It loads the stage: it runs programs and is none. */
  stage: boolean;
  /** It loads the Pulumi SDK. */
  settings: boolean;
}

/** What each loaded module leads to, through all that it loads. */
function reaching(): ReadonlyMap<string, Reach> {
  const users = new Map<string, string[]>();
  const reach = new Map<string, Reach>();
  for (const [file, module] of Object.entries(require.cache)) {
    if (!module || file.includes(packages)) continue;
    reach.set(file, { stage: false, settings: false });
    for (const { id } of module.children) users.set(id, [...(users.get(id) ?? []), file]);
  }
  const spread = (file: string, what: keyof Reach) => {
    for (const user of users.get(file) ?? []) {
      const found = reach.get(user);
      if (!found || found[what]) continue;
      found[what] = true;
      spread(user, what);
    }
  };
  for (const file of users.keys()) {
    if (file.startsWith(stageFolder)) spread(file, "stage");
    if (file.includes(sdk)) spread(file, "settings");
  }
  return reach;
}
