import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { expect } from "chai";
import ts from "typescript";

const project = join(__dirname, "..");

/** One import between two files of ours, both named from the project's folder. */
interface Import {
  readonly from: string;
  readonly to: string;
}

/** What each folder, or single file, may import beside itself, as docs/architecture.md states it. */
function layout(): Map<string, readonly string[] | "everything"> {
  const text = readFileSync(join(project, "docs/architecture.md"), "utf8");
  const rows = text.split("\n").filter((line) => /^\| `[^|]+`\s*\|/.test(line));
  const named = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
  return new Map(
    rows.map((row) => {
      const [, folder, , mayImport] = row.split("|");
      const isFree = mayImport?.trim() === "everything";
      return [named(folder)[0] as string, isFree ? "everything" : named(mayImport)];
    }),
  );
}

/** Every TypeScript file of ours. */
function sources(): string[] {
  const found = readdirSync(project, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || /^(node_modules|dist)$/.test(entry.name)) return [];
    if (!entry.isDirectory()) return [entry.name];
    return readdirSync(join(project, entry.name), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => relative(project, join(each.parentPath, each.name)));
  });
  return found
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("node_modules/"));
}

/** The folders of the packages of ours, by the name that others import them by. */
function packageFolders(): Map<string, string> {
  const folders = readdirSync(join(project, "packages")).map((name) => `packages/${name}`);
  return new Map(
    folders
      .filter((folder) => existsSync(join(project, folder, "package.json")))
      .map((folder) => {
        const { name } = JSON.parse(readFileSync(join(project, folder, "package.json"), "utf8"));
        return [name as string, folder];
      }),
  );
}

/** All imports of ours by ours, type-only ones, re-exports and dynamic ones included. */
function imports(): Import[] {
  const packages = packageFolders();
  return sources().flatMap((from) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(project, from), "utf8"));
    return importedFiles.flatMap(({ fileName }) => {
      const to = fileName.startsWith(".") ? resolved(from, fileName) : byName(fileName, packages);
      return to ? [{ from, to }] : [];
    });
  });
}

function resolved(from: string, path: string): string {
  const target = posix.join(dirname(from), path);
  const candidates = [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
  return candidates.find((file) => existsSync(join(project, file))) ?? target;
}

function byName(path: string, packages: ReadonlyMap<string, string>): string | undefined {
  const name = [...packages.keys()].find((each) => path === each || path.startsWith(`${each}/`));
  return name && `${packages.get(name)}${path.slice(name.length)}`;
}

/** The row that a file belongs to: the longest folder that it is in, or itself. */
function rowOf(file: string, rows: readonly string[]): string | undefined {
  const holding = rows.filter((row) =>
    row.endsWith("/") ? `${file}/`.startsWith(row) : file === row,
  );
  return holding.sort((a, b) => b.length - a.length)[0];
}

/** Groups of files that reach each other, each as one way around (Tarjan's algorithm). */
function circles(edges: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file) as number);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) {
        lowest.set(file, Math.min(lowest.get(file) as number, lowest.get(to) as number));
      }
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || next.get(file)?.includes(file)) found.push(group.join(" → "));
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}

describe("the layout", () => {
  const rows = layout();
  const folders = [...rows.keys()];
  const edges = imports();

  it("has a row in docs/architecture.md for every source file, and none for what is gone", () => {
    expect(sources().filter((file) => !rowOf(file, folders))).to.deep.equal([]);
    expect(folders.filter((folder) => !existsSync(join(project, folder)))).to.deep.equal([]);
  });

  it("has imports to check in every folder that may import something", () => {
    const importing = new Set(edges.map(({ from }) => rowOf(from, folders)));
    const expected = folders.filter((folder) => rows.get(folder)?.length);
    expect([...importing]).to.include.members(expected);
  });

  it("has no import that docs/architecture.md does not allow", () => {
    const forbidden = edges.filter(({ from, to }) => {
      const [source, target] = [rowOf(from, folders), rowOf(to, folders)];
      const allowed = rows.get(source as string);
      return target && source !== target && allowed !== "everything" && !allowed?.includes(target);
    });
    expect(forbidden.map(({ from, to }) => `${from} imports ${to}`)).to.deep.equal([]);
  });

  it("has no circle of imports, not even of types", () => {
    expect(circles(edges)).to.deep.equal([]);
  });

  it("finds a circle where there is one", () => {
    const edge = (from: string, to: string) => ({ from, to });
    const ring = [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("c", "d"), edge("d", "e")];
    expect(circles(ring)).to.deep.equal(["a → b → c"]);
    expect(circles([edge("a", "b"), edge("a", "c"), edge("b", "c")])).to.deep.equal([]);
  });
});
