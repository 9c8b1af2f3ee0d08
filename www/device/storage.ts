/** Where something is kept: as long as its tab lives, or until the device forgets it. */
export type Place = "tab" | "device";

/** What a browser does not let the site keep, as a private window may; it lasts as long as the page. */
const memory = new Map<string, string>();

/** Reads what the site keeps under a name; undefined where there is nothing, or nothing of ours. */
export function readKept(place: Place, name: string): unknown {
  try {
    return JSON.parse(memory.get(name) ?? storageOf(place).getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value under a name. */
export function keep(place: Place, name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    storageOf(place).setItem(name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/** Removes what is kept under a name. */
export function forget(place: Place, name: string): void {
  memory.delete(name);
  try {
    storageOf(place).removeItem(name);
  } catch {
    // There was nothing to remove then.
  }
}

function storageOf(place: Place): Storage {
  return place === "tab" ? sessionStorage : localStorage;
}
