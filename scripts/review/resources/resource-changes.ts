import { type Replacement, replacementBy } from "../../provider/replacement";
import type { Declared, Options } from "../snapshot";
import { changedProperties, leavesOf, type PropertyChange } from "./properties";

/** What would become of a resource, the worst first. */
export const kinds = [
  "replaced",
  "deleted",
  "may be replaced",
  "created",
  "changed",
  // Leaves the stack and stays in AWS.
  "forgotten",
] as const;
export type Kind = (typeof kinds)[number];

/** What a change of the program does to one resource. */
export interface ResourceChange {
  readonly kind: Kind;
  /** As it is after the change, or was before it is deleted. */
  readonly resource: Declared;
  readonly before?: Declared;
  /** Of one that changes or is replaced. */
  readonly properties: readonly DescribedChange[];
  /** Further things to know, each a sentence without its full stop. */
  readonly notes: readonly Note[];
}

export interface DescribedChange extends PropertyChange {
  readonly replacement: Replacement;
}

/** A remark that names a resource; `about` is its name. */
export interface Note {
  readonly says: string;
  readonly about?: string;
}

/** A resource of both programs; found by its name, or by one of its former names. */
interface Pair {
  readonly before: Declared;
  readonly after: Declared;
}

/** What comes of every resource that differs between two programs. */
export function resourceChanges(
  base: readonly Declared[],
  head: readonly Declared[],
): ResourceChange[] {
  const { pairs, created, deleted } = paired(base, head);
  return [
    ...pairs.flatMap(changeOf),
    ...created.map((resource) => made("created", resource)),
    ...deleted.map((resource) =>
      made(resource.options.retainOnDelete ? "forgotten" : "deleted", resource),
    ),
  ];
}

function paired(base: readonly Declared[], head: readonly Declared[]) {
  const former = new Map(base.map((resource) => [resource.urn, resource]));
  const pairs: Pair[] = [];
  const created: Declared[] = [];
  for (const after of head) {
    const urn = [after.urn, ...after.aliases].find((one) => former.has(one));
    const before = urn === undefined ? undefined : former.get(urn);
    if (!before) created.push(after);
    else {
      former.delete(before.urn);
      pairs.push({ before, after });
    }
  }
  return { pairs, created, deleted: [...former.values()] };
}

function changeOf({ before, after }: Pair): ResourceChange[] {
  const properties = changedProperties(before.inputs, after.inputs).flatMap((change) => {
    const leaves = leavesOf(change).filter((leaf) => !isNamed(after.options.ignoreChanges, leaf));
    return leaves.length > 0 ? { ...change, replacement: replacementOf(leaves, after) } : [];
  });
  const notes = [...renaming(before, after), ...optionNotes(before.options, after.options)];
  if (properties.length === 0 && notes.length === 0) return [];
  return [{ kind: kindOf(properties), resource: after, before, properties, notes }];
}

/** What a change of these inputs, each with dots, does to a resource: the worst of them decides. */
export function replacementOf(
  leaves: readonly string[],
  { type, inputs, options }: Declared,
): Replacement {
  const all = leaves.map((leaf) =>
    isNamed(options.replaceOnChanges, leaf) ? "replaces" : replacementBy(type, leaf, inputs),
  );
  return (["replaces", "unknown"] as const).find((one) => all.includes(one)) ?? "keeps";
}

/** The kind that follows of what its properties do. */
export function kindOf(properties: readonly DescribedChange[]): Kind {
  if (properties.some(({ replacement }) => replacement === "replaces")) return "replaced";
  if (properties.some(({ replacement }) => replacement === "unknown")) return "may be replaced";
  return "changed";
}

function made(kind: Kind, resource: Declared): ResourceChange {
  return { kind, resource, properties: [], notes: [] };
}

/** Whether a list of the program's, with dots and "*", names a property. */
function isNamed(list: readonly string[], property: string): boolean {
  return list
    .map((one) => one.replace(/\[[^\]]*\]/g, ""))
    .some((one) => one === "*" || property === one || property.startsWith(`${one}.`));
}

function renaming(before: Declared, after: Declared): Note[] {
  if (before.urn === after.urn) return [];
  if (before.name === after.name) return [{ says: "has another parent; its alias keeps it" }];
  return [{ says: "is renamed; its alias keeps it. Until now", about: before.name }];
}

function optionNotes(before: Options, after: Options): Note[] {
  const flags = [
    [before.protect, after.protect, "protected"],
    [before.retainOnDelete, after.retainOnDelete, "kept in AWS when it leaves the program"],
  ] as const;
  return flags
    .filter(([was, is]) => was !== is)
    .map(([, is, what]) => ({ says: `is ${is ? "now" : "no longer"} ${what}` }));
}
