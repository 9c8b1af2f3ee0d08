/** Imports an export (scripts/export.ts) into the tables of a stack or of the local stage. */
import { parseArgs } from "node:util";
import { openArchive } from "./backup/archive";
import { importTables } from "./backup/import";
import { openPlace } from "./backup/place";
import { progressOnStderr } from "./backup/progress";
import { command, items } from "./command";

const usage = `Imports an export into all tables.

  npm run import -- FOLDER --stack prod   to AWS, with your usual credentials
  npm run import -- FOLDER --local        to the local stage, running or not

  --replace        overwrites items that differ, and deletes items that the export does not have
  --data-dir DIR   the data folder of the local stage, if it is not the default

All files are validated before anything is written. No customer is mailed and no review is counted
again. If interrupted, it can be run again and continues.
`;

command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      local: { type: "boolean" },
      replace: { type: "boolean", default: false },
      "data-dir": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const [folder] = positionals;
  if (!folder || positionals.length > 1) throw new Error("Give one folder to import.");
  const progress = progressOnStderr();
  const archive = await openArchive(folder, progress);
  const place = await openPlace({ ...values, dataDir: values["data-dir"] });
  try {
    const { replace } = values;
    const done = await importTables(place.client, place.tables, archive, { replace, progress });
    for (const [{ noun }, { same, missing, changed, extra }] of done) {
      const deleted = extra.length > 0 ? `, ${extra.length} deleted` : "";
      console.log(`${noun}: ${items(missing + changed)} written${deleted}, ${same} unchanged.`);
    }
  } finally {
    await place.close();
  }
});
