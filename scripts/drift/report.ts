import { items } from "../command";
import type { Drift } from "./drift";

/** The section of a stack in the issue about drift; empty where nothing differs. */
export function driftReport(stack: string, drifts: readonly Drift[]): string {
  if (drifts.length === 0) return "";
  const lines = drifts.map(({ urn, isGone, properties }) => {
    const [type = "", name = ""] = urn.split("::").slice(2);
    const what = isGone ? "is gone" : `differs in ${properties.join(", ") || "what AWS computes"}`;
    return `- \`${name}\` (\`${type.split("$").at(-1)}\`) ${what}`;
  });
  return `## ${stack}\n\n${items(drifts.length, "resource")} not as deployed:\n\n${lines.join("\n")}\n`;
}
