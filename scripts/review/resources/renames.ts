import type { Declared } from "../snapshot";
import { changedProperties } from "./properties";
import type { ResourceChange } from "./resource-changes";

/** Of ten inputs so many are alike in a resource that was only renamed. */
const alike = 8;

/** Says of what is deleted and created again under another name how an alias would keep it. */
export function withRenames(changes: readonly ResourceChange[]): ResourceChange[] {
  const renames = new Map<ResourceChange, ResourceChange>();
  const created = changes.filter(({ kind }) => kind === "created");
  for (const gone of changes.filter(({ kind }) => kind === "deleted")) {
    const found = created.filter((one) => !renames.has(one) && isSame(gone.resource, one.resource));
    if (found.length !== 1) continue;
    renames.set(found[0] as ResourceChange, gone);
    renames.set(gone, found[0] as ResourceChange);
  }
  return changes.map((change) => {
    const other = renames.get(change);
    if (!other) return change;
    const says =
      change.kind === "deleted"
        ? "looks renamed: an alias with this name would keep it, at"
        : "looks like a new name for";
    return { ...change, notes: [...change.notes, { says, about: other.resource.name }] };
  });
}

function isSame(gone: Declared, come: Declared): boolean {
  if (placeOf(gone) !== placeOf(come)) return false;
  const inputs = new Set([...Object.keys(gone.inputs), ...Object.keys(come.inputs)]);
  const changed = changedProperties(gone.inputs, come.inputs).map(
    ({ property }) => property.split(".")[0],
  );
  return inputs.size === 0 || new Set(changed).size / inputs.size <= 1 - alike / 10;
}

/** The types of a resource and its parents. */
function placeOf({ urn }: Declared): string {
  return urn.split("::")[2] ?? "";
}
