import type { JsonObject } from "./json";

/** Another version with one's own changes put into it, part by part, and in which parts both have changed something. */
export function mergeInto(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
): { readonly document: JsonObject; readonly both: readonly string[] } {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const both: string[] = [];
  const parts = keys.flatMap((key): [string, JsonObject[string]][] => {
    const isMine = !same(base[key], mine[key]);
    if (isMine && !same(base[key], theirs[key]) && !same(mine[key], theirs[key])) both.push(key);
    const part = isMine ? mine[key] : theirs[key];
    return part === undefined ? [] : [[key, part]];
  });
  return { document: Object.fromEntries(parts), both };
}
