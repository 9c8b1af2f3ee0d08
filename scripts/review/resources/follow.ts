import { recordedFacts } from "../../provider/facts";
import type { Replacement } from "../../provider/replacement";
import type { Declared } from "../snapshot";
import { leavesOf } from "./properties";
import {
  type DescribedChange,
  kindOf,
  type ResourceChange,
  replacementOf,
} from "./resource-changes";

/** In place of a value that only AWS knows, after a deployment. */
export const newValue = { $new: true } as const;

/**
 * Adds what follows in other resources: one that is replaced has another ARN and id, and some outputs are
 * new after every update, such as a function's version. Inputs that come from those change as well, and may
 * replace their resource in turn.
 */
export function withFollowing(
  changes: readonly ResourceChange[],
  base: readonly Declared[],
  head: readonly Declared[],
): ResourceChange[] {
  const former = new Map(base.map((resource) => [resource.urn, resource]));
  const all = new Map(changes.map((change) => [change.resource.urn, change]));
  const waiting = [...changes];
  for (let cause = waiting.shift(); cause; cause = waiting.shift()) {
    for (const resource of dependents(cause.resource, head)) {
      const change = all.get(resource.urn);
      if (change?.kind === "created") continue;
      const before = [resource.urn, ...resource.aliases]
        .map((urn) => former.get(urn))
        .find(Boolean);
      const next = followed(cause, { resource, before, change });
      if (!next) continue;
      all.set(resource.urn, next);
      if (next.kind !== change?.kind) waiting.push(next);
    }
  }
  return [...all.values()];
}

function dependents({ urn }: Declared, head: readonly Declared[]): Declared[] {
  return head.filter(({ sources }) => Object.values(sources).some((from) => from.includes(urn)));
}

/** A resource that has something of another one, as far as it was there before and changes anyway. */
interface Dependent {
  readonly resource: Declared;
  readonly before: Declared | undefined;
  readonly change: ResourceChange | undefined;
}

const nouns: Readonly<Record<string, string>> = { replaced: "replacement", created: "creation" };

/** The change of a resource because of another one; nothing where there is none, or nothing new. */
function followed(
  cause: ResourceChange,
  { resource, before, change }: Dependent,
): ResourceChange | undefined {
  const properties = change?.properties ?? [];
  const added: DescribedChange[] = Object.entries(resource.sources)
    .filter(
      ([property, from]) =>
        from.includes(cause.resource.urn) && isNew(cause, property, resource, before),
    )
    .filter(([property]) => !properties.some((one) => one.property.split(".")[0] === property))
    .filter(([property]) => !resource.options.ignoreChanges.includes(property))
    .map(([property]) => ({
      path: property,
      property,
      before: undefined,
      after: newValue,
      replacement: followingReplacement(property, resource),
    }));
  if (added.length === 0) return undefined;
  const about = cause.resource.name;
  const says = `follows the ${nouns[cause.kind] ?? "change"} of`;
  return {
    kind: kindOf([...properties, ...added]),
    resource,
    ...(before && { before }),
    properties: [...properties, ...added],
    notes: [...(change?.notes ?? []), { says, about }],
  };
}

/** What a new value somewhere in an input does; which part of a block has it is not known. */
function followingReplacement(property: string, resource: Declared): Replacement {
  const after = resource.inputs[property];
  const leaves = leavesOf({ path: property, property, before: undefined, after });
  const [whole, part] = [replacementOf([property], resource), replacementOf(leaves, resource)];
  return whole === part ? whole : "unknown";
}

/** Whether an input that comes from the cause has another value after the deployment. */
function isNew(
  { kind, resource, properties }: ResourceChange,
  input: string,
  { inputs }: Declared,
  before: Declared | undefined,
): boolean {
  // What the program itself gives a new resource, a name for one, is known beforehand.
  const isGiven = Object.values(resource.inputs).includes(inputs[input]);
  if (kind === "replaced") return !isGiven;
  if (kind === "created") {
    const wasSource = before?.sources[input]?.includes(resource.urn) ?? true;
    return !wasSource && !isGiven;
  }
  if (properties.length === 0) return false;
  const changing = recordedFacts(resource.type)?.changing ?? [];
  const values = changing.map((output) => String(resource.outputs[output] ?? ""));
  const text = inputs[input];
  return values.some((value) => value !== "" && (text === value || isPart(value, text)));
}

/** Short ones, such as a version, are in many texts by accident. */
function isPart(value: string, text: unknown): boolean {
  return value.length > 8 && (JSON.stringify(text) ?? "").includes(value);
}
