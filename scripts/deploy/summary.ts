import { type Foreseen, isLoss, type Step } from "./engine/steps";

const words: Readonly<Record<string, string>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  import: "import",
  discard: "let go of",
};

/** How many steps of a kind are listed one by one. */
const listed = 40;

/** What a deployment would do, as a person reads it: what is lost first, and what is created by type. */
export function summaryLines({ steps, unchanged, stateChanges }: Foreseen): string[] {
  if (steps.length === 0) {
    return [
      stateChanges
        ? "Nothing changes in AWS, only the stack's outputs or components."
        : "Nothing changes.",
    ];
  }
  const counts = Object.entries(words).flatMap(([op, word]) => {
    const count = steps.filter((step) => step.op === op).length;
    return count > 0 ? [`${count} to ${word}`] : [];
  });
  const losses = steps.filter(isLoss);
  const updates = steps.filter(({ op }) => op === "update" || op === "import");
  const created = steps.filter(({ op }) => op === "create");
  return [
    `${counts.join(", ")}; ${unchanged} unchanged.`,
    ...oneByOne(losses),
    ...oneByOne(updates),
    ...(created.length <= listed ? oneByOne(created) : byType(created)),
  ];
}

function oneByOne(steps: readonly Step[]): string[] {
  const lines = steps.slice(0, listed).map(lineOf);
  const rest = steps.length - lines.length;
  return rest > 0 ? [...lines, `  … and ${rest} more`] : lines;
}

/** "  replace  aws:dynamodb/table:Table data-bookings (name)". */
export function lineOf({ op, type, name, properties }: Step): string {
  const differing = properties.length > 0 ? ` (${properties.join(", ")})` : "";
  return `  ${(words[op] ?? op).padEnd(9)}${type} ${name}${differing}`;
}

function byType(steps: readonly Step[]): string[] {
  const counts = new Map<string, number>();
  for (const { type } of steps) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([type, count]) => `  create   ${String(count).padStart(4)} ${type}`);
}
