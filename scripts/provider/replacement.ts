import { type Facts, recordedFacts } from "./facts";
import properties from "./properties.json";

// biome-ignore lint/suspicious/noExplicitAny: the inputs of every resource type
type Inputs = Readonly<Record<string, any>>;

/** What the AWS provider does with a resource one of whose inputs changes. */
export type Replacement = "replaces" | "keeps" | "unknown";

/** The inputs of each type, with spaces, that the provider had when the facts were recorded. */
const known = properties as Readonly<Record<string, string>>;

/** What replaces a resource only under a condition. */
const conditional: Readonly<Record<string, (property: string, inputs: Inputs) => boolean>> = {
  "aws:lambda/invocation:Invocation": (property, { lifecycleScope = "CREATE_ONLY" }) =>
    property === "input" && lifecycleScope === "CREATE_ONLY",
};

/**
 * Whether a change of an input, nested ones with dots, replaces a resource that has these inputs. Unknown
 * where the type has no record, where the input is newer than the record, and of nested inputs of a type whose
 * facts were only read.
 */
export function replacementBy(type: string, property: string, inputs: Inputs): Replacement {
  const facts = recordedFacts(type);
  if (facts && replaces(facts, type, property, inputs)) return "replaces";
  const [top = "", ...nested] = property.split(".");
  const isUnread = facts?.unrecorded && nested.length > 0 && top !== "tags";
  if (!facts || isUnread) return "unknown";
  return known[type]?.split(" ").includes(top) ? "keeps" : "unknown";
}

function replaces({ replaces = [] }: Facts, type: string, property: string, inputs: Inputs) {
  return (
    property === "region" ||
    replaces.some((one) => property === one || property.startsWith(`${one}.`)) ||
    conditional[type]?.(property, inputs) === true
  );
}
