import { accountId } from "./account";

// biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
type Inputs = Record<string, any>;

/** A declared resource, as its computed values see it. */
export interface Declared {
  /** Logical name. */
  readonly name: string;
  readonly inputs: Inputs;
  /** Where it is: a resource may say that it is elsewhere than the rest of the stack. */
  readonly region: string;
}

/** What AWS would compute for a type: its id, and the outputs that others may refer to. */
export interface TypeValues {
  id(declared: Declared): string;
  readonly outputs: Readonly<Record<string, (declared: Declared) => unknown>>;
}

/** By resource type. */
export type ComputedValues = Readonly<Record<string, TypeValues>>;

/**
 * A resource's physical name. One that the program leaves to AWS is the logical name, so data
 * survives from one run to the next.
 */
export function physicalName({ name, inputs }: Declared): string {
  return String(inputs.name ?? name);
}

/** An ARN in the resource's own region, for example of "sns" and "alerts". */
export function arn(service: string, path: (declared: Declared) => string) {
  return (declared: Declared) =>
    `arn:aws:${service}:${declared.region}:${accountId}:${path(declared)}`;
}

/** An ARN of a service that has no regions. */
export function globalArn(service: string, path: (declared: Declared) => string) {
  return (declared: Declared) => `arn:aws:${service}::${accountId}:${path(declared)}`;
}

/** Ten stable characters that look like an id of AWS's. */
export function shortId(text: string): string {
  let hash = 0;
  for (const char of text) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return `x${hash.toString(36)}localstage`.slice(0, 10);
}

/** Values of a type that has a name and an ARN, and the name for an id. */
export function namedWithArn(service: string, prefix = ""): TypeValues {
  return {
    id: physicalName,
    outputs: {
      name: physicalName,
      arn: arn(service, (declared) => `${prefix}${physicalName(declared)}`),
    },
  };
}

/** Values of a type that nobody refers to but by its id. */
export function onlyId(id: (declared: Declared) => string): TypeValues {
  return { id, outputs: {} };
}
