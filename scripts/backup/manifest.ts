import type { TableName } from "../../contract/operations/operation";
import { tables } from "../../contract/operations/operation";
import type { KeyPart } from "./item";

/** What an export says about itself, in `manifest.json`. */
export interface Manifest {
  /** Raised when the files are written differently. */
  readonly format: 1;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly tables: readonly TableEntry[];
}

/** One table's file, `<table>.jsonl`. */
export interface TableEntry {
  readonly table: TableName;
  readonly key: readonly KeyPart[];
  readonly items: number;
  readonly sha256: string;
}

export const manifestFile = "manifest.json";
export const tableFile = (table: TableName) => `${table}.jsonl`;

/** Reads a manifest's text; throws one sentence where this program can't import what it describes. */
export function readManifest(text: string): Manifest {
  let manifest: Partial<Manifest> | null;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new Error(`${manifestFile} is not JSON; the export is damaged.`);
  }
  if (manifest?.format !== 1) {
    throw new Error(`${manifestFile} has format ${manifest?.format}; this program reads format 1.`);
  }
  const named = (manifest.tables ?? []).map(({ table }) => table);
  const missing = tables.filter((table) => !named.includes(table));
  const unknown = named.filter((table) => !tables.includes(table));
  if (missing.length > 0) throw new Error(`The export lacks the table ${missing.join(", ")}.`);
  if (unknown.length > 0) throw new Error(`Unknown table in the export: ${unknown.join(", ")}.`);
  return manifest as Manifest;
}
