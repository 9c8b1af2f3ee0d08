import recorded from "./facts.json";

/**
 * What the AWS provider does with a resource type, as far as this program depends on it: recorded from the
 * schema of the upstream provider 6.28 under the names of SDK 7.48, and from what the engine stored of one.
 */
export interface Facts {
  /**
   * No recording is behind this type: what is here was read in the upstream provider's source, and what is not
   * here is not known.
   */
  readonly unrecorded?: boolean;
  /** A pattern: `{name}` is an input or an output, `{hex:8}` eight random digits. */
  readonly id: string;
  /** Whether AWS takes a second one of the same id and overwrites the first; otherwise it refuses. */
  readonly puts?: boolean;
  /** The input that the provider fills with a name of its own where the program gives none. */
  readonly named?: string;
  /** Whether each resource is in a region, the provider's where it names none. */
  readonly regional?: boolean;
  /** Whether it takes the provider's default tags. */
  readonly tagged?: boolean;
  /** The inputs without which the provider refuses a resource. */
  readonly required?: readonly string[];
  /** The inputs that replace a resource when they change; nested ones with dots. */
  readonly replaces?: readonly string[];
  /** The outputs that the provider itself marks as secret. */
  readonly secret?: readonly string[];
  /** The outputs that are unknown in the preview of an update. */
  readonly changing?: readonly string[];
  /** What AWS adds to the inputs, as patterns like those of the id. */
  readonly computed?: Readonly<Record<string, unknown>>;
}

const table = recorded as Readonly<Record<string, Facts>>;

/** What is known of a type, if anything. */
export function recordedFacts(type: string): Facts | undefined {
  return table[type];
}

/** What is known of a type; throws where nothing is, since anything made up would prove nothing. */
export function factsOf(type: string): Facts {
  const facts = recordedFacts(type);
  if (facts) return facts;
  throw new Error(
    `${type} has no record in scripts/provider/facts.json: add what the AWS provider does with it.`,
  );
}
