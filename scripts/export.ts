/** Writes all tables of a stack or of the local stage to files, one item a line. */
import { parseArgs } from "node:util";
import { exportTables } from "./backup/archive";
import { openPlace } from "./backup/place";
import { progressOnStderr } from "./backup/progress";
import { command, items } from "./command";

const usage = `Exports all tables to a new folder, as <table>.jsonl and manifest.json.

  npm run export -- FOLDER --stack prod   from AWS, with your usual credentials
  npm run export -- FOLDER --local        from the local stage, running or not

  --data-dir DIR   the data folder of the local stage, if it is not the default

Equal tables produce equal files, byte for byte. What is written during the export may or may not be
included. The files contain customers' personal data and the secrets of their links: store them safely.
`;

command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      local: { type: "boolean" },
      "data-dir": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const [folder] = positionals;
  if (!folder || positionals.length > 1) throw new Error("Give one folder to export to.");
  const place = await openPlace({ ...values, dataDir: values["data-dir"] });
  try {
    const { client, tables } = place;
    const manifest = await exportTables(client, tables, folder, progressOnStderr());
    const counts = manifest.tables.map((entry) => `${entry.table} ${entry.items}`);
    const sum = manifest.tables.reduce((total, entry) => total + entry.items, 0);
    console.log(`Exported ${items(sum)} to ${folder}: ${counts.join(", ")}.`);
  } finally {
    await place.close();
  }
});
