/** Moves the business document between a file and a stage. */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Business } from "../contract/business";
import { checkBusiness } from "../contract/check-business";
import { systemClock } from "../handlers/runtime/clock";
import { openPlace } from "./backup/place";
import { businessFile, differenceLines } from "./business-file";
import { command } from "./command";
import { businessStoreAt } from "./place-business";

const usage = `Moves the business document between a file and a stage, where the owner's version counts.

  npm run business -- pull [FILE] --stack prod   writes the stage's document to FILE
  npm run business -- push [FILE] --stack prod   saves FILE as the stage's next version
  npm run business -- diff [FILE] --stack prod   says what differs, from the stage to FILE

  --local          the local stage, running or not, in place of --stack
  --data-dir DIR   its data folder, if it is not the default

FILE is business.ts where none is named. Every version before stays; functions follow a push within
seconds, and the pages within a minute, or at the next start of a local stage that is not running.
`;

const words = ["pull", "push", "diff"] as const;

command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      local: { type: "boolean" },
      "data-dir": { type: "string" },
    },
  });
  const [word, file = "business.ts", ...more] = positionals;
  const what = words.find((one) => one === word);
  if (!what || more.length > 0) throw new Error(`Say pull, push or diff, and at most one file.`);
  const path = resolve(file);
  const own = what === "pull" ? undefined : read(path, file);
  const place = await openPlace({ ...values, dataDir: values["data-dir"] });
  try {
    const store = businessStoreAt(place);
    const current = await store.current();
    if (what === "pull") {
      if (!current) throw new Error("The stage has no document yet: deploy or start it first.");
      writeFileSync(path, businessFile(current.business, path));
      console.log(`Version ${current.version} is in ${file}.`);
      return;
    }
    const changes = differenceLines(current?.business, own);
    for (const change of changes) console.log(change);
    if (changes.length === 0) console.log("No differences.");
    if (what === "diff" || changes.length === 0) return;
    const version = (current?.version ?? 0) + 1;
    const saved = { version, savedAt: systemClock(), business: own as Business };
    const { ok } = await store.save(saved);
    if (!ok)
      throw new Error("Somebody saved another version meanwhile: look at it with diff first.");
    console.log(`Saved as version ${version}.`);
  } finally {
    await place.close();
  }
}, usage);

/** The business of a file, checked; throws a sentence for each mistake in it. */
function read(path: string, file: string): Business {
  if (!existsSync(path)) throw new Error(`There is no file ${file}.`);
  const { business } = require(path) as { business?: Business };
  if (!business) throw new Error(`${file} exports no business.`);
  checkBusiness(business);
  return business;
}
