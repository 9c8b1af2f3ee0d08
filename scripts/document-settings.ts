/** Writes docs/settings.md from the declarations of infra/settings/. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { accessSettings } from "../infra/settings/access";
import { bookingSettings } from "../infra/settings/bookings";
import { operationsSettings } from "../infra/settings/operations";
import type { Setting, Settings } from "../infra/settings/setting";
import { siteSettings } from "../infra/settings/site";
import { command } from "./command";

/** The file with the reference of every setting. */
export const settingsPage = resolve(__dirname, "../docs/settings.md");

const parts: readonly (readonly [title: string, settings: Settings])[] = [
  ["The site", siteSettings],
  ["Access", accessSettings],
  ["Bookings and visitors", bookingSettings],
  ["Operations", operationsSettings],
];

/** The text of docs/settings.md. */
export function settingsDocument(): string {
  const tables = parts.map(([title, settings]) => {
    const rows = Object.entries(settings).map(row);
    return [`## ${title}`, "", "| setting | value | default | meaning |", rule, ...rows, ""];
  });
  return [...introduction, ...tables.flat()].join("\n");
}

const rule = "| --- | --- | --- | --- |";

const introduction = [
  "# Settings",
  "",
  "Every stage has a file `Pulumi.<stage>.yaml`; `pulumi config set shopfront:<setting> <value>` edits it. A",
  "setting that is unknown or has an invalid value stops the deployment with one sentence that says what would",
  "be valid. `infra/settings/` declares them; `npm run docs:settings` writes this page.",
  "",
];

function row([key, { meaning, valid, otherwise }]: [string, Setting<unknown>]): string {
  const cells = [`\`shopfront:${key}\``, valid, standard(otherwise), meaning];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function standard(otherwise: Setting<unknown>["otherwise"]): string {
  if (!otherwise) return "**required**";
  const { value } = otherwise;
  if (value === undefined) return "none";
  return `\`${Array.isArray(value) ? JSON.stringify(value) : value}\``;
}

if (require.main === module) {
  command(async () => {
    writeFileSync(settingsPage, settingsDocument());
  });
}
