import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Archive } from "./archive";
import { compare, type Difference, mend } from "./difference";
import type { Progress } from "./progress";
import type { Table } from "./table";

/** What an import found in each table and has mended. */
export type Imported = ReadonlyMap<Table, Difference>;

/**
 * Makes the tables what an export says. Without `replace` it only adds: it throws where a table has
 * anything that the export lacks or has otherwise, and writes nothing then. One that was stopped is
 * finished by running it again.
 */
export async function importTables(
  client: DynamoDBClient,
  tables: readonly Table[],
  archive: Archive,
  options: { readonly replace: boolean; readonly progress: Progress },
): Promise<Imported> {
  const { replace, progress } = options;
  for (const table of tables) checkKey(table, archive);
  const found = new Map<Table, Difference>();
  const source = (table: Table) => () => archive.items(table.noun);
  for (const table of tables) {
    found.set(table, await compare(client, table, source(table), progress));
  }
  const others = [...found].filter(([, { extra, changed }]) => extra.length + changed > 0);
  if (others.length > 0 && !replace) {
    const told = others.map(
      ([{ noun }, { extra, changed }]) => `${noun} (${extra.length} extra, ${changed} different)`,
    );
    throw new Error(
      `Some tables have items that are missing from the export or differ: ${told.join(", ")}. Use --replace to make them equal to the export.`,
    );
  }
  const repairs = [...found].map(([table, difference]) => {
    return { table, source: source(table), difference };
  });
  await mend(client, repairs, progress);
  return found;
}

function checkKey({ noun, name, key }: Table, { manifest }: Archive): void {
  const exported = manifest.tables.find(({ table }) => table === noun);
  const text = (parts: Table["key"] = []) =>
    parts.map((part) => `${part.name} (${part.type})`).join(", ");
  if (text(exported?.key) === text(key)) return;
  throw new Error(
    `Table ${name} has the key ${text(key)}, but the export of ${noun} has ${text(exported?.key)}.`,
  );
}
