import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { zipSync } from "fflate";

/** An asset or archive of Pulumi, read back. */
interface Packed {
  readonly path?: Promise<string>;
  readonly text?: Promise<string>;
  readonly assets?: Promise<Readonly<Record<string, Packed>>>;
}

type Files = Record<string, Uint8Array>;

/** A function's code as the zip that Lambda gets; undefined where it is not on this machine. */
export async function zipOf(code: Packed | undefined): Promise<Buffer | undefined> {
  const path = await code?.path;
  if (path !== undefined && statSync(path).isFile()) return readFileSync(path);
  if (path === undefined && code?.assets === undefined) return undefined;
  // The same files give the same zip, so that nothing is published that has not changed.
  return Buffer.from(zipSync(await filesOf("", code as Packed), { mtime: 315532800000 }));
}

async function filesOf(name: string, packed: Packed): Promise<Files> {
  const text = await packed.text;
  if (text !== undefined) return { [name]: Buffer.from(text) };
  const path = await packed.path;
  if (path !== undefined) return filesAt(name, path);
  const parts = Object.entries((await packed.assets) ?? {});
  const files = await Promise.all(parts.map(([part, inner]) => filesOf(join(name, part), inner)));
  return Object.assign({}, ...files);
}

function filesAt(name: string, path: string): Files {
  if (statSync(path).isFile()) return { [name]: readFileSync(path) };
  const files: Files = {};
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (statSync(file).isFile()) files[join(name, relative(path, file))] = readFileSync(file);
  }
  return files;
}
