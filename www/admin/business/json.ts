/** A business document as the desk edits it: plain JSON, which may be wrong until it is saved. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The keys that lead to a value: `["services", 2, "price"]`. */
export type Path = readonly (string | number)[];

/** The value at a path; undefined where nothing is. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (found, key) =>
      typeof found === "object" && found !== null ? (found as JsonObject)[key] : undefined,
    value,
  );
}

/** The same with another value at a path; without the key where that is undefined. */
export function withValue(value: Json | undefined, path: Path, next: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return next ?? null;
  if (Array.isArray(value)) {
    const items: Json[] = [...value];
    items[Number(key)] = withValue(items[Number(key)], rest, next);
    return items;
  }
  const { [key]: old, ...others } = isObject(value) ? value : ({} as JsonObject);
  if (rest.length === 0 && next === undefined) return others;
  // In its old place, so that nothing seems to differ.
  const made = withValue(old, rest, next);
  if (!isObject(value) || old === undefined) return { ...others, [key]: made };
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === String(key) ? made : each]),
  );
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The path that such a text names. */
export function pathOf(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key = ""]) =>
    index === undefined ? key : Number(index),
  );
}
