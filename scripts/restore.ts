/** Restores tables of a stack to any second of the last 35 days. */
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { type TableName, tables } from "../contract/operations/operation";
import { dateIn } from "../contract/rules/calendar";
import { systemClock } from "../handlers/runtime/clock";
import { ledgerFaults } from "./backup/ledger-check";
import { openPlace, type Place } from "./backup/place";
import { type Restored, restoreTables } from "./backup/point-in-time";
import { progressOnStderr } from "./backup/progress";
import { swapIn } from "./backup/swap";
import { describeTable, type Table } from "./backup/table";
import { command } from "./command";
import { businessAt } from "./place-business";

const usage = `Restores tables to a point in time.

  npm run restore -- --stack prod --table bookings --table slots --at 2026-11-20T10:00:00Z
  npm run restore -- --stack prod --from products=NAME   from a table restored earlier

  --table NAME   one of ${tables.join(", ")}; may be repeated
  --at TIME      with its time zone; default: the latest possible, about five minutes ago
  --yes          does not ask for confirmation

DynamoDB restores into new tables. The script compares them with the live ones, shows the differences,
and once you confirm changes the live tables item by item: they keep name, stream, alarms and grants.
No customer is mailed and nothing is counted again. Stop all writes meanwhile: disable the API's keys
(aws apigateway update-api-key --api-key ID --patch-operations op=replace,path=/enabled,value=false)
and enable them again afterwards.

The local stage has no point-in-time recovery; use export and import there.
`;

command(async () => {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      table: { type: "string", multiple: true, default: [] },
      from: { type: "string", multiple: true, default: [] },
      at: { type: "string" },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  if (!values.stack) throw new Error("Give the stack: --stack prod.");
  const at = values.at === undefined ? undefined : momentOf(values.at);
  const taken = new Map(values.from.map(nameOf));
  const asked = new Set([...values.table.map(nounOf), ...taken.keys()]);
  if (asked.size === 0) throw new Error("Give a table to restore, for example --table products.");
  if (asked.has("bookings") !== asked.has("slots")) {
    throw new Error("bookings and slots belong together: restore both, or visits may collide.");
  }
  const place = await openPlace({ stack: values.stack });
  try {
    const { client } = place;
    const say = (line: string) => console.error(line);
    const wanted = place.tables.filter(({ noun }) => asked.has(noun));
    const made = wanted.filter(({ noun }) => !taken.has(noun));
    const restored: Restored[] =
      made.length > 0 ? await restoreTables(client, made, { at, say }) : [];
    for (const table of wanted) {
      const name = taken.get(table.noun);
      if (name) restored.push({ table, copy: await describeTable(client, table.noun, name) });
    }
    const confirm = values.yes ? async () => true : askedPerson;
    const isDone = await swapIn(client, restored, { confirm, say, progress: progressOnStderr() });
    if (!isDone)
      return console.log(`Nothing was written. To continue:\n  ${again(restored, values)}`);
    if (asked.has("bookings")) await tellFaults(place);
    console.log("The live tables are restored. Once you have verified them, delete the copies:");
    for (const { copy } of restored)
      console.log(`  aws dynamodb delete-table --table-name ${copy.name}`);
  } finally {
    await place.close();
  }
});

async function tellFaults(place: Place): Promise<void> {
  const { client, tables: all } = place;
  const find = (wanted: TableName) => all.find(({ noun }) => noun === wanted) as Table;
  const { timeZone } = await businessAt(place);
  const today = dateIn(timeZone, systemClock());
  const pair = { bookings: find("bookings"), slots: find("slots") };
  const faults = await ledgerFaults(client, pair, today);
  for (const fault of faults) console.error(`  ${fault}`);
  if (faults.length === 0) return;
  process.exitCode = 1;
  console.error(
    "The tables were restored to slightly different moments: restore to a few seconds earlier.",
  );
}

async function askedPerson(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question("Change the live tables? Type yes: ");
  prompt.close();
  return answer.trim() === "yes";
}

function again(restored: readonly Restored[], { stack }: { readonly stack?: string }): string {
  const from = restored.map(({ table, copy }) => `--from ${table.noun}=${copy.name}`);
  return `npm run restore -- --stack ${stack} ${from.join(" ")} --yes`;
}

function nounOf(name: string): TableName {
  const noun = tables.find((table) => table === name);
  if (noun) return noun;
  throw new Error(`Unknown table "${name}"; the tables are ${tables.join(", ")}.`);
}

function nameOf(text: string): [TableName, string] {
  const [noun = "", name] = text.split("=");
  if (!name) throw new Error(`--from must be TABLE=NAME, not "${text}".`);
  return [nounOf(noun), name];
}

function momentOf(text: string): Date {
  const moment = new Date(text);
  if (/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(moment.getTime())) return moment;
  throw new Error(`--at must be a time such as 2026-11-20T10:00:00Z, not "${text}".`);
}
