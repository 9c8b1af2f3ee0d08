import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";

/** A table of another program as a CSV file. */
export interface CsvFile {
  /** The file's name without its folder. */
  readonly name: string;
  readonly separator: string;
  /** The names of the columns, as they stand in the first line. */
  readonly header: readonly string[];
  readonly lines: readonly CsvLine[];
}

/** A line of a file with its number, which people see in their spreadsheet. */
export interface CsvLine {
  readonly number: number;
  readonly cells: readonly string[];
}

const separators = [";", ",", "\t"];

/** Reads a CSV file with any of the usual separators; throws one sentence where there is none. */
export function readCsv(path: string): CsvFile {
  const name = basename(path);
  const text = textOf(path);
  const separator = separatorOf(text);
  const [header, ...lines] = recordsOf(name, text, separator);
  if (!header) throw new Error(`${name} is empty; its first line must name the columns.`);
  return { name, separator, header: header.cells, lines };
}

/** Spreadsheets of French Windows still write Windows-1252. */
function textOf(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new Error(`Can't read ${path}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The one that stands most often in the first line. */
function separatorOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0]?.replace(/"[^"]*"/g, "") ?? "";
  const count = (separator: string) => first.split(separator).length;
  return separators.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function recordsOf(name: string, text: string, delimiter: string): CsvLine[] {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      trim: true,
      relax_column_count: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .map(({ record, info }) => ({ number: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (error) {
    throw new Error(`${name} is not a CSV file: ${(error as Error).message}`);
  }
}
