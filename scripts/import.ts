/**
 * Imports an export (scripts/export.ts), or the diary of another program, into the tables of a stack or of the local
 * stage.
 */
import { parseArgs } from "node:util";
import { systemClock } from "../handlers/runtime/clock";
import { openArchive } from "./backup/archive";
import { importTables } from "./backup/import";
import { openPlace, type Place } from "./backup/place";
import { progressOnStderr } from "./backup/progress";
import { command, items } from "./command";
import { moveIn } from "./moving-in/moving-in";
import { businessAt } from "./place-business";

const usage = `Imports an export into all tables, or the diary of another program as bookings.

  npm run import -- FOLDER --stack prod          to AWS, with your usual credentials
  npm run import -- FOLDER --local               to the local stage, running or not
  npm run import -- --diary FILE.csv --local     says what it understands and what it would write

  --replace            overwrites items that differ, and deletes items that the export does not have
  --data-dir DIR       the data folder of the local stage, if it is not the default
  --customers FILE     a CSV file with the phone numbers and addresses of those in the diary
  --column FIELD=NAME  what a column of the CSV files says, where that was not guessed
  --write              writes the visits of the diary
  --skip-bad           leaves out the lines that can't be written
  --site URL           the site's address for links in later mails, if it is not the stack's

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
      diary: { type: "string" },
      customers: { type: "string" },
      column: { type: "string", multiple: true },
      write: { type: "boolean" },
      "skip-bad": { type: "boolean" },
      site: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const [folder] = positionals;
  const at = { ...values, dataDir: values["data-dir"] };
  const { diary, customers, column, write, site } = values;
  if (diary === undefined) {
    const alone = { customers, column, write, site, "skip-bad": values["skip-bad"] };
    const [needy] = Object.entries(alone).find(([, value]) => value !== undefined) ?? [];
    if (needy)
      throw new Error(`--${needy} needs --diary FILE.csv: customers come with their visits.`);
    if (!folder || positionals.length > 1) throw new Error("Give one folder to import.");
    return importExport(folder, at, values.replace);
  }
  if (folder || values.replace) throw new Error("Give either a folder or --diary FILE.csv.");
  const place = await openPlace(at);
  try {
    await moveIn(await businessAt(place), place, {
      diary,
      customers,
      columns: column,
      write,
      skipBad: values["skip-bad"],
      siteOrigin: site ?? siteOf(place, values.local),
      now: systemClock(),
      say: (line) => console.log(line),
    });
  } finally {
    await place.close();
  }
});

async function importExport(
  folder: string,
  at: Parameters<typeof openPlace>[0],
  replace: boolean,
): Promise<void> {
  const progress = progressOnStderr();
  const archive = await openArchive(folder, progress);
  const place = await openPlace(at);
  try {
    const done = await importTables(place.client, place.tables, archive, { replace, progress });
    for (const [{ noun }, { same, missing, changed, extra }] of done) {
      const deleted = extra.length > 0 ? `, ${extra.length} deleted` : "";
      console.log(`${noun}: ${items(missing + changed)} written${deleted}, ${same} unchanged.`);
    }
  } finally {
    await place.close();
  }
}

/** The local stage has no address but the one that it is started at. */
function siteOf({ outputs }: Pick<Place, "outputs">, isLocal: boolean | undefined): string {
  return isLocal ? "http://127.0.0.1:4000" : String(outputs.siteUrl);
}
