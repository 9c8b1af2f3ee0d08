import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { type Item, keyText, lineOf } from "./item";
import type { Progress } from "./progress";
import type { Table } from "./table";

/** A line that was written down as it came. */
interface Place {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Writes the items one a line, sorted by key, and answers how many there are and the file's SHA-256.
 * They go to a second file first as they come, so that only their keys have to fit into memory.
 */
export async function writeSorted(
  file: string,
  table: Table,
  items: AsyncIterable<Item>,
  progress: Progress,
): Promise<{ items: number; sha256: string }> {
  const unsorted = await open(`${file}.unsorted`, "w+");
  try {
    const places = await writeDown(unsorted, table, items, progress);
    places.sort((one, other) => (one.key < other.key ? -1 : 1));
    const hash = createHash("sha256");
    const sorted = await open(file, "w");
    try {
      for (const [index, { offset, length }] of places.entries()) {
        const line = Buffer.alloc(length);
        await unsorted.read(line, 0, length, offset);
        await sorted.write(line);
        hash.update(line);
        progress(`${table.noun} sorted`, index + 1);
      }
      await sorted.sync();
    } finally {
      await sorted.close();
    }
    return { items: places.length, sha256: hash.digest("hex") };
  } finally {
    await unsorted.close();
    await rm(`${file}.unsorted`, { force: true });
  }
}

async function writeDown(
  file: FileHandle,
  table: Table,
  items: AsyncIterable<Item>,
  progress: Progress,
): Promise<Place[]> {
  const places: Place[] = [];
  let offset = 0;
  for await (const item of items) {
    const line = Buffer.from(`${lineOf(item)}\n`);
    await file.write(line, 0, line.length, offset);
    places.push({ key: keyText(item, table.key), offset, length: line.length });
    offset += line.length;
    progress(`${table.noun} read`, places.length);
  }
  return places;
}
