import { join, relative, resolve } from "node:path";
import { business } from "../business";
import type { Business } from "../contract/business";
import type { ScriptName } from "../www/pages/assets";
import { writeWhole } from "./site-files";

const project = resolve(__dirname, "..");

/** The scripts that know nothing of the business, and are not started with it. */
const ofNoBusiness: readonly ScriptName[] = ["count", "not-found", "phone"];

/**
 * The entry of a page's script, relative to the project: a generated file that starts the script with
 * the business, since the site's own code takes it as an argument.
 */
export function scriptEntry(name: ScriptName): string {
  if (ofNoBusiness.includes(name)) return `www/browser/${name}.ts`;
  const file = join(project, "dist", "entries", `${name}.ts`);
  writeWhole(file, Buffer.from(entryText(name)));
  return relative(project, file);
}

function entryText(name: ScriptName): string {
  return [
    `import { start } from "../../www/browser/${name}";`,
    `start(${JSON.stringify(ofScripts())});\n`,
  ].join("\n");
}

/** What only built pages say and only functions know, which no script has to carry. */
const leftOut: readonly (keyof Business)[] = [
  "about",
  "exceptions",
  "legal",
  "schemaType",
  "tagline",
];

function ofScripts(): object {
  const { noteHint, shop } = business.phrases;
  const categories = business.categories.map(({ id, name }) => ({ id, name }));
  const kept = Object.entries(business).filter(([key]) => !leftOut.includes(key as keyof Business));
  return { ...Object.fromEntries(kept), phrases: { noteHint, shop }, categories };
}
