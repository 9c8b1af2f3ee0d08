import type { Business } from "./business";
import { problemsOf } from "./business/problems";

/** Throws one sentence for each thing that is wrong in business.ts: where it is and what would be valid. */
export function checkBusiness(business: Business): void {
  const problems = problemsOf(business);
  if (problems.length === 0) return;
  const sentences = problems.map(({ path, message }) => {
    const place = path ? `${path}${hintOf(business, path)}` : "business";
    return `In business.ts, ${place} ${message}.`;
  });
  throw new Error(sentences.join("\n"));
}

/** The id of the entry that a place is in, since nobody wants to count services. */
function hintOf(business: unknown, path: string): string {
  const [, list = "", at = ""] =
    /^(services|staff|categories|productCategories)\[(\d+)\]/.exec(path) ?? [];
  const lists = business as Readonly<
    Record<string, { readonly id?: unknown }[] | undefined>
  > | null;
  const id = lists?.[list]?.[Number(at)]?.id;
  return typeof id === "string" && id !== "" ? ` (${id})` : "";
}
