import type { Declared, Options, Snapshot } from "../../../scripts/review/snapshot";
import { reviewStack } from "../../../scripts/review/stack-review";

/** Tokens of the types that the tests declare, by a short name. */
export const types = {
  table: "aws:dynamodb/table:Table",
  function: "aws:lambda/function:Function",
  alias: "aws:lambda/alias:Alias",
  mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  policy: "aws:iam/rolePolicy:RolePolicy",
  role: "aws:iam/role:Role",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  object: "aws:s3/bucketObjectv2:BucketObjectv2",
  topic: "aws:sns/topic:Topic",
} as const;

/** The URN of a resource below a component called "data". */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::shopfront::shopfront:infra:DataStore$${type}::${name}`;
}

/** A resource as a snapshot has it. */
export function declared(
  type: string,
  name: string,
  inputs: Declared["inputs"] = {},
  { options, ...rest }: Partial<Omit<Declared, "options">> & { options?: Partial<Options> } = {},
): Declared {
  return {
    urn: urnOf(type, name),
    type,
    name,
    component: "data",
    inputs,
    outputs: {},
    aliases: [],
    sources: {},
    options: {
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      ...options,
    },
    ...rest,
  };
}

/** A snapshot with nothing in it but what is given. */
export function snapshot(parts: Partial<Snapshot> = {}): Snapshot {
  return {
    resources: [],
    settings: {},
    findings: { value: [] },
    bills: { value: [] },
    sizes: { functions: {}, files: {} },
    api: { value: {} },
    ...parts,
  };
}

/** The titles of what the review of two snapshots says, each with its lines. */
export function said(base: Partial<Snapshot>, head: Partial<Snapshot>): Record<string, string[]> {
  const { sections } = reviewStack("dev", snapshot(base), snapshot(head));
  return Object.fromEntries(
    sections.map(({ title, lines }) => [title, lines.map(({ text }) => text)]),
  );
}

/** What the review of two snapshots says above all folds. */
export function warned(base: Partial<Snapshot>, head: Partial<Snapshot>): string[] {
  const { sections } = reviewStack("dev", snapshot(base), snapshot(head));
  return sections.flatMap(({ warnings }) => warnings.map(({ text }) => text));
}
