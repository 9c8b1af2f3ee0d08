import { dirname, relative, resolve } from "node:path";
import type { Business } from "../contract/business";

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
export function differences(from: unknown, to: unknown, path = ""): string[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to) || Array.isArray(from) !== Array.isArray(to)) {
    return [`${path || "business"}: ${told(from)} → ${told(to)}`];
  }
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key) => {
    const place = Array.isArray(from) ? `${path}[${key}]` : `${path}${path && "."}${key}`;
    return differences(from[key], to[key], place);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}

function told(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
