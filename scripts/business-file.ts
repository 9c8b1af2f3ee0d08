import { dirname, relative, resolve } from "node:path";
import type { Business } from "../contract/business";
import { differences } from "../contract/business/differences";

const contract = resolve(__dirname, "../contract/business");

/** The text of a TypeScript file with a business in it, which stands at that path. */
export function businessFile(business: Business, path: string): string {
  const found = relative(dirname(path), contract).replaceAll("\\", "/");
  const module = found.startsWith(".") ? found : `./${found}`;
  // A text is on one line, so what starts a line is a key.
  const value = JSON.stringify(business, null, 2).replace(/^( *)"([A-Za-z_]\w*)":/gm, "$1$2:");
  return [
    `import type { Business } from "${module}";`,
    "",
    `export const business: Business = ${value};`,
    "",
  ].join("\n");
}

/** What differs between two documents, a line each: "services[2].price: 8000 → 9000". */
export function differenceLines(from: unknown, to: unknown): string[] {
  return differences(from, to).map(({ path, ...values }) => {
    return `${path}: ${told(values.from)} → ${told(values.to)}`;
  });
}

function told(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
