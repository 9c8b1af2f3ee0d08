/** What a rule sees of one declared resource, from the engine or from a captured graph. */
export interface PlainResource {
  /** Pulumi type token, for example "aws:s3/bucket:Bucket". */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs and outputs by the provider's own names; any of them may be missing. */
  // biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
  readonly props: Readonly<Record<string, any>>;
  /** URNs of the resources that a property's value comes from, where the source of the list knows. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  /** Tags that the provider adds to whatever can be tagged. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** One thing that is wrong with one resource. */
export interface Finding {
  /** What is wrong and what would be valid, in one sentence. */
  readonly says: string;
  /** Which part of the resource, where it has many: "GET /count", an action, an origin. */
  readonly part?: string;
}

/** One demand on the program, with every published id that asks the same. */
export interface Rule {
  /** Unique, kebab-case. */
  readonly name: string;
  /** Ids of cdk-nag, checkov and AWS Foundational Security Best Practices; empty for the project's own. */
  readonly ids: readonly string[];
  readonly demands: string;
  /** The resource types that it looks at. */
  readonly types: readonly string[];
  check(resource: PlainResource, stack: Stack): readonly Finding[];
}

/** All resources of a stack, and how they belong together. */
export class Stack {
  constructor(readonly resources: readonly PlainResource[]) {}

  ofType(type: string): readonly PlainResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** Resources of a type whose property names the target: the policy of a bucket, its versioning, … */
  attached(type: string, property: string, target: PlainResource): readonly PlainResource[] {
    return this.ofType(type).filter((child) => this.refers(child, property, target));
  }

  /** Whether a property holds the target's id, name, address or ARN, or comes from it. */
  refers(child: PlainResource, property: string, target: PlainResource): boolean {
    // During a preview the value may not be known yet; where it comes from is.
    const sources = child.references?.[property] ?? [];
    if (sources.length > 0) return sources.includes(target.urn);
    const value = child.props[property];
    return typeof value === "string" && value !== "" && identifiers(target).includes(value);
  }
}

/** A rule that asks one yes-or-no question of each resource. */
export function rule(
  name: string,
  ids: readonly string[],
  demands: string,
  types: string | readonly string[],
  holds: (resource: PlainResource, stack: Stack) => boolean,
): Rule {
  return {
    name,
    ids,
    demands,
    types: [types].flat(),
    check: (resource, stack) => (holds(resource, stack) ? [] : [{ says: demands }]),
  };
}

/** A rule that looks at the parts of each resource; `wrong` gives the parts that break it. */
export function ruleOfParts(
  name: string,
  ids: readonly string[],
  demands: string,
  types: string | readonly string[],
  wrong: (resource: PlainResource, stack: Stack) => readonly string[],
): Rule {
  return {
    name,
    ids,
    demands,
    types: [types].flat(),
    check: (resource, stack) =>
      wrong(resource, stack).map((part) => ({ says: `${part}: ${demands}`, part })),
  };
}

/** The elements of what should be a list; none where it is missing or of another kind. */
// biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
export function list(value: unknown): any[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}

/** A name that is not known before the first deployment is no name yet. */
function identifiers({ props }: PlainResource): unknown[] {
  return ["id", "name", "arn", "url", "bucket"].flatMap((name) => {
    try {
      return [props[name]];
    } catch {
      return [];
    }
  });
}
