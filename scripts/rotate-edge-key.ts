import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isSeq, parseDocument } from "yaml";
import { command } from "./command";

const setting = "shopfront:edgeKeys";

/**
 * The text of a stage file with today's key in front and the last one behind it, comments and all.
 * Throws a sentence where the newest key is of today: a second rotation would drop one that the edges
 * may still send.
 */
export function rotated(text: string, today: string): string {
  const document = parseDocument(text);
  const path = ["config", setting];
  const days = document.getIn(path);
  const newest = isSeq(days) ? String(days.get(0)) : undefined;
  if (!isSeq(days) || !/^\d{4}-\d\d-\d\d$/.test(newest ?? "")) {
    throw new Error(`${setting} must be a list of dates, newest first.`);
  }
  if ((newest as string) >= today) {
    throw new Error(`The newest key dates from ${newest}; rotate again on a later day.`);
  }
  const day = document.createNode(today);
  // Quoted like the others, or YAML would take it for a date.
  day.type = "QUOTE_DOUBLE";
  days.items.splice(0, days.items.length, day, days.items[0]);
  return document.toString({ lineWidth: 0 });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { stage: { type: "string" } } });
  if (!values.stage) throw new Error("Give the stage: --stage prod.");
  const name = `Pulumi.${values.stage}.yaml`;
  const file = resolve(__dirname, "..", name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`Unknown stage "${values.stage}": ${name} does not exist.`);
  }
  writeFileSync(file, rotated(text, new Date().toISOString().slice(0, 10)));
  console.log(
    `Added a new key to ${name}. Run "pulumi up --stack ${values.stage}" to create it and have the edge send it; the previous key stays valid until the next rotation. Commit ${name}.`,
  );
}

if (require.main === module) command(main);
