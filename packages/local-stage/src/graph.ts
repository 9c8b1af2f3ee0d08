/** What the program declared, read back as plain values: the local stage and the tests serve and check it. */

/** One declared resource. Secrets are unwrapped; assets stay Pulumi `Asset` and `Archive` objects. */
export interface Resource {
  /** Pulumi type token, for example "aws:dynamodb/table:Table". */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Carries the types of its parents: "urn:pulumi:dev::site::site:parts:Api$aws:…::name". */
  readonly urn: string;
  readonly id: string;
  /** What the program passed, outputs resolved. */
  // biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
  readonly inputs: Record<string, any>;
  /** `inputs` plus what AWS would compute (arn, name, invokeArn, …). */
  // biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
  readonly outputs: Record<string, any>;
  /** Where the program marks an input as secret: "origins"; a list with a secret in it is one. */
  readonly secrets?: readonly string[];
  /** False for component resources. */
  readonly custom: boolean;
}

/** All resources of one run of the program, in the order they were registered. */
export class Graph {
  constructor(
    readonly resources: readonly Resource[],
    /** What index.ts exports, resolved. */
    readonly exports: Readonly<Record<string, unknown>>,
  ) {}

  /** Every resource of a type token, in order. */
  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of a type; throws when there is none or more than one. */
  only(type: string): Resource {
    const found = this.ofType(type);
    if (found.length !== 1) throw new Error(`Expected one ${type}, found ${found.length}.`);
    return found[0] as Resource;
  }

  /** The resource of that type and logical name; throws when there is none. */
  named(type: string, name: string): Resource {
    const found = this.ofType(type).find((resource) => resource.name === name);
    if (!found) throw new Error(`The program declares no ${type} named ${name}.`);
    return found;
  }

  /** The resource whose output of that name has that value, for example ("arn", "arn:aws:…"). */
  where(type: string, output: string, value: unknown): Resource | undefined {
    return this.ofType(type).find((resource) => resource.outputs[output] === value);
  }
}
