import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableName } from "../../contract/operations/operation";
import { type Item, itemOf, keyText } from "./item";
import { linesOf } from "./lines";
import { type Manifest, manifestFile, readManifest, type TableEntry, tableFile } from "./manifest";
import type { Progress } from "./progress";
import { writeSorted } from "./sorted-file";
import { itemsOf, type Table } from "./table";

/** Writes every table into a new folder, which appears as a whole or not at all. */
export async function exportTables(
  client: DynamoDBClient,
  tables: readonly Table[],
  folder: string,
  progress: Progress,
): Promise<Manifest> {
  const target = resolve(folder);
  if (existsSync(target)) throw new Error(`${folder} already exists; give a new folder.`);
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    const entries: TableEntry[] = [];
    const exportedAt = new Date().toISOString();
    for (const table of tables) {
      const file = join(unfinished, tableFile(table.noun));
      const written = await writeSorted(file, table, itemsOf(client, table), progress);
      entries.push({ table: table.noun, key: table.key, ...written });
    }
    const manifest: Manifest = { format: 1, exportedAt, tables: entries };
    await writeFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    await mkdir(dirname(target), { recursive: true });
    await rename(unfinished, target);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** An export on disk. */
export interface Archive {
  readonly manifest: Manifest;
  /** The items of one table; throws one sentence, with the number, at the first line that is none. */
  items(table: TableName): AsyncIterable<Item>;
}

/** Opens an export and reads all of it once: throws one sentence at the first thing that is wrong. */
export async function openArchive(folder: string, progress: Progress): Promise<Archive> {
  const text = await readFile(join(folder, manifestFile), "utf8").catch(() => {
    throw new Error(`${folder} is not an export: ${manifestFile} is missing.`);
  });
  const manifest = readManifest(text);
  for (const entry of manifest.tables) await verify(folder, entry, progress);
  const entryOf = (table: TableName) => manifest.tables.find((entry) => entry.table === table);
  return { manifest, items: (table) => readItems(folder, entryOf(table) as TableEntry) };
}

async function verify(folder: string, entry: TableEntry, progress: Progress): Promise<void> {
  const file = tableFile(entry.table);
  if (!existsSync(join(folder, file))) throw new Error(`${file} is missing from ${folder}.`);
  const hash = createHash("sha256");
  const keys = new Set<string>();
  for await (const item of readItems(folder, entry, (line) => hash.update(`${line}\n`))) {
    const key = keyText(item, entry.key);
    if (keys.has(key)) throw new Error(`${file} contains the item ${key} twice.`);
    keys.add(key);
    progress(`${entry.table} checked`, keys.size);
  }
  if (keys.size !== entry.items) {
    throw new Error(`${file} has ${keys.size} items, but ${manifestFile} says ${entry.items}.`);
  }
  if (hash.digest("hex") !== entry.sha256) {
    throw new Error(`${file} has changed since the export: its SHA-256 differs.`);
  }
}

async function* readItems(
  folder: string,
  { table, key }: TableEntry,
  seen: (line: string) => void = () => {},
): AsyncGenerator<Item> {
  const file = tableFile(table);
  let number = 0;
  for await (const line of linesOf(join(folder, file))) {
    number += 1;
    let item: Item;
    try {
      item = itemOf(line);
      keyText(item, key);
    } catch {
      throw new Error(`${file} line ${number} is not an item of the table ${table}.`);
    }
    seen(line);
    yield item;
  }
}
