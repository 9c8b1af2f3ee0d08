import { type Markdown, md } from "../report/markdown";
import { isHidden } from "../resources/properties";
import { counted, type Section } from "../section";

type Settings = Readonly<Record<string, unknown>>;

/** The settings of a stack that change; those of the provider reach every resource. */
export function settingSection(base: Settings, head: Settings): Section {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .filter((key) => JSON.stringify(base[key]) !== JSON.stringify(head[key]))
    .sort();
  return {
    title: `Settings: ${counted(keys.length, "changes", "change")}`,
    warnings: keys.flatMap(warningOf),
    lines: keys.map((key) => md`- ${key}: ${shown(base[key])} → ${shown(head[key])}`),
  };
}

function warningOf(key: string): Markdown[] {
  if (key === "aws:region") {
    return [md`**${key} changes: every resource is made anew there, and its data stays behind.**`];
  }
  if (!key.startsWith("aws:")) return [];
  return [md`**${key} changes**: it reaches every resource, also those that are not listed.`];
}

function shown(value: unknown): Markdown {
  if (value === undefined) return md`not set`;
  return isHidden(value) ? md`a secret` : md`${String(value)}`;
}
