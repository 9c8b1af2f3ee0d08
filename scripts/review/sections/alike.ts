import { isDigest } from "../resources/properties";
import type { ResourceChange } from "../resources/resource-changes";

/** So many that change in the same way are one line. */
const many = 4;

/** Changes in their order, those that are the same for many resources together. */
export function togetherAlike(changes: readonly ResourceChange[]): ResourceChange[][] {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const key = likeness(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length >= many ? [group] : group.map((one) => [one]),
  );
}

/** What a change says apart from names; a file with other content is like any other one. */
function likeness({ kind, resource, properties, notes }: ResourceChange): string {
  if (kind !== "changed") return resource.urn;
  const changed = properties.map(({ path, before, after, replacement }) =>
    isDigest(before) && isDigest(after)
      ? [path, "content", replacement]
      : [path, before, after, replacement],
  );
  const causes = [...new Set(notes.map(({ says }) => says))];
  return JSON.stringify([resource.type, changed, causes]);
}
