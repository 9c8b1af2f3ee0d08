/** What the hooks counted: statuses by operation, of requests that were meant to be right or wrong. */
export interface Counts {
  readonly operations: Readonly<Record<string, Partial<Record<Kind, Record<string, number>>>>>;
  readonly expectedRefusals: Readonly<Record<string, number>>;
}
type Kind = "positive" | "negative";

/** How each operation answered what the document allows, as a table in Markdown. */
export function acceptanceTable({ operations, expectedRefusals }: Counts): string {
  const rows = Object.entries(operations).map(([operation, { positive = {}, negative = {} }]) => {
    const sent = sum(positive);
    const invalid = positive[400] ?? 0;
    return `| ${operation} | ${sent} | ${sum(positive, /^2/)} | ${invalid} | ${sum(positive) - sum(positive, /^2/) - invalid} | ${sum(negative)} | ${sum(negative, /^2/)} |`;
  });
  const refusals = Object.entries(expectedRefusals).map(([name, count]) => `${name}: ${count}`);
  return [
    "| operation | valid requests | 2xx | 400 | other | invalid requests | 2xx |",
    "| --- | --: | --: | --: | --: | --: | --: |",
    ...rows,
    "",
    `Methods that a path does not have: ${refusals.join(", ") || "none tried"}.`,
  ].join("\n");
}

function sum(statuses: Readonly<Record<string, number>>, wanted = /./): number {
  return Object.entries(statuses)
    .filter(([status]) => wanted.test(status))
    .reduce((total, [, count]) => total + count, 0);
}
