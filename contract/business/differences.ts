/** Something that is not the same in two documents; `undefined` is where one of them has nothing. */
export interface Difference {
  /** "services[2].price", by the second document, or by the first where only that one has it. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What differs between two documents, place by place; entries with ids are compared by them, wherever they stand. */
export function differences(from: unknown, to: unknown, path = ""): Difference[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to) || Array.isArray(from) !== Array.isArray(to)) {
    return [{ path: path || "business", from, to }];
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [idsOf(from), idsOf(to)];
    return before && after
      ? namedDifferences(from, to, before, after, path)
      : keysOf(from, to).flatMap((key) =>
          differences(from[Number(key)], to[Number(key)], `${path}[${key}]`),
        );
  }
  const below = path && `${path}.`;
  return keysOf(from, to).flatMap((key) => differences(from[key], to[key], `${below}${key}`));
}

function namedDifferences(
  from: readonly unknown[],
  to: readonly unknown[],
  before: readonly string[],
  after: readonly string[],
  path: string,
): Difference[] {
  const all = [...new Set([...before, ...after])];
  const found = all.flatMap((id) => {
    const [old, now] = [before.indexOf(id), after.indexOf(id)];
    return differences(from[old], to[now], `${path}[${now < 0 ? old : now}]`);
  });
  const stayed = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => others.includes(id)).join(", ");
  const orders = [stayed(before, after), stayed(after, before)] as const;
  return orders[0] === orders[1] ? found : [...found, { path, from: orders[0], to: orders[1] }];
}

/** The ids of entries; undefined where some have none, or the same. */
function idsOf(items: readonly unknown[]): string[] | undefined {
  const ids = items.map((item) => (isObject(item) ? item.id : undefined));
  const isNamed = ids.every((id) => typeof id === "string") && new Set(ids).size === ids.length;
  return isNamed ? (ids as string[]) : undefined;
}

function keysOf(from: object, to: object): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}
