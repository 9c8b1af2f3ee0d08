import type { Digest, Hidden, Properties } from "../snapshot";

/** An input that differs; `path` has the places in lists, `property` has not. */
export interface PropertyChange {
  readonly path: string;
  readonly property: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The properties of the leaves that a change is of, with dots: a block that comes or goes is a change of all
 * that is in it, which is how the provider sees it.
 */
export function leavesOf({ property, before, after }: PropertyChange): string[] {
  const leaves = new Set([before, after].flatMap((value) => leavesIn(property, value)));
  return leaves.size > 0 ? [...leaves] : [property];
}

function leavesIn(property: string, value: unknown): string[] {
  if (isNothing(value)) return [];
  if (isLeaf(value)) return [property];
  const isList = Array.isArray(value);
  return Object.entries(value as object).flatMap(([key, part]) =>
    leavesIn(isList ? property : `${property}.${key}`, part),
  );
}

/** What tells the items of a list apart, the first that all of them have. */
const identities = ["name", "id", "originId", "pathPattern", "Sid", "key", "sid", "priority"];

/** Every leaf that differs between two inputs. JSON texts are compared by what they say. */
export function changedProperties(before: Properties, after: Properties): PropertyChange[] {
  return changesAt("", before, after);
}

function changesAt(path: string, before: unknown, after: unknown): PropertyChange[] {
  if (isNothing(before) && isNothing(after)) return [];
  const [one, other] = [opened(before), opened(after)];
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (isLeaf(one) || isLeaf(other)) return [changeAt(path, before, after)];
  if (Array.isArray(one) && Array.isArray(other)) return listChanges(path, one, other);
  const keys = new Set([...Object.keys(one as object), ...Object.keys(other as object)]);
  return [...keys].flatMap((key) =>
    changesAt(
      path === "" ? key : `${path}.${key}`,
      (one as Properties)[key],
      (other as Properties)[key],
    ),
  );
}

/** Items are matched by what names them, or else by what they are: an inserted one moves no others. */
function listChanges(path: string, before: unknown[], after: unknown[]): PropertyChange[] {
  const nameOf = identityOf([...before, ...after]);
  if (nameOf && isUnique(before.map(nameOf)) && isUnique(after.map(nameOf))) {
    const names = new Set([...before, ...after].map(nameOf));
    const named = (list: unknown[], name: string) => list.find((item) => nameOf(item) === name);
    const changes = [...names].flatMap((name) =>
      changesAt(`${path}[${name}]`, named(before, name), named(after, name)),
    );
    return changes.length > 0 ? changes : [changeAt(path, before.map(nameOf), after.map(nameOf))];
  }
  const isIn = (list: unknown[]) => {
    const texts = new Set(list.map((item) => JSON.stringify(item)));
    return (item: unknown) => texts.has(JSON.stringify(item));
  };
  const [gone, come] = [before.filter(not(isIn(after))), after.filter(not(isIn(before)))];
  if (gone.length === 0 && come.length === 0) return [changeAt(path, before, after)];
  const at = (list: unknown[], item: unknown) => `${path}[${list.indexOf(item)}]`;
  // As many as before: most likely the same ones, changed.
  if (gone.length === come.length) {
    return gone.flatMap((item, index) => changesAt(at(after, come[index]), item, come[index]));
  }
  return [
    ...gone.map((item) => changeAt(at(before, item), item, undefined)),
    ...come.map((item) => changeAt(at(after, item), undefined, item)),
  ];
}

function identityOf(items: unknown[]): ((item: unknown) => string) | undefined {
  const key = identities.find((each) =>
    items.every((item) => !isLeaf(item) && typeof (item as Properties)[each] === "string"),
  );
  return key ? (item) => (item as Properties)[key] as string : undefined;
}

function changeAt(path: string, before: unknown, after: unknown): PropertyChange {
  return { path, property: path.replace(/\[[^\]]*\]/g, ""), before, after };
}

/** A JSON text as what it says. */
function opened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isLeaf(value: unknown): boolean {
  return value === null || typeof value !== "object" || isHidden(value) || isDigest(value);
}

/** Whether a value stands for a secret. */
export function isHidden(value: unknown): value is Hidden {
  return typeof value === "object" && value !== null && "$secret" in value;
}

/** Whether a value stands for a file. */
export function isDigest(value: unknown): value is Digest {
  return typeof value === "object" && value !== null && "$sha256" in value;
}

/** The provider knows no difference between an empty block and none. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function not<Item>(test: (item: Item) => boolean): (item: Item) => boolean {
  return (item) => !test(item);
}
