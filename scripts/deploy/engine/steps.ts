import type { EngineEvent, OutputMap } from "@pulumi/pulumi/automation";

/** What a deployment does to one resource. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The properties that differ, where it is an update or a replacement. */
  readonly properties: readonly string[];
  /** Whether it is something in AWS, and not a component of the program. */
  readonly exists: boolean;
}

/** What a preview found. */
export interface Foreseen {
  /** What changes in AWS, in order. */
  readonly steps: readonly Step[];
  readonly unchanged: number;
  /** Whether anything differs in the state alone: the stack's outputs, or a component. */
  readonly stateChanges: boolean;
}

/** The step that an event tells of; undefined for events of other kinds. */
export function stepOf({ resourcePreEvent, resOutputsEvent, resOpFailedEvent }: EngineEvent) {
  const metadata = (resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent)?.metadata;
  if (!metadata) return undefined;
  const { op, urn, type, diffs, detailedDiff, provider } = metadata;
  const found = [...Object.keys(detailedDiff ?? {}), ...(diffs ?? [])];
  const properties = [...new Set(found.map((path) => path.split(/[.[]/)[0] as string))];
  // A component exists for the program alone.
  const exists = Boolean(provider) || type.startsWith("pulumi:providers:");
  return { op: String(op), urn, type, name: urn.split("::").at(-1) as string, properties, exists };
}

/** The ways in which a resource is lost, or comes new. */
const changing = new Set(["create", "update", "delete", "replace", "import", "discard"]);

/** What the events of a preview add up to. */
export function foreseen(events: readonly EngineEvent[]): Foreseen {
  const all = events
    .filter(({ resourcePreEvent }) => resourcePreEvent)
    .flatMap((event) => {
      const step = stepOf(event);
      return step ? [step] : [];
    });
  const changes = all.filter(({ op }) => changing.has(op));
  return {
    steps: changes.filter(({ exists }) => exists),
    unchanged: all.filter(({ op, exists }) => op === "same" && exists).length,
    stateChanges: changes.some(({ exists }) => !exists) || events.some(changesOutputs),
  };
}

const stackType = "pulumi:pulumi:Stack";

function changesOutputs({ resOutputsEvent }: EngineEvent): boolean {
  const { type, old, new: now } = resOutputsEvent?.metadata ?? {};
  if (type !== stackType) return false;
  return canonical(old?.outputs) !== canonical(now?.outputs);
}

function canonical(outputs: OutputMap | Record<string, unknown> = {}): string {
  return JSON.stringify(Object.entries(outputs).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whether a step takes a resource away, for good or for another one in its place. */
export function isLoss({ op }: Step): boolean {
  return op === "delete" || op === "replace" || op === "discard";
}

/** What customers' data and mail depend on, which no deployment takes away by itself. */
const guarded = /:(Table|Bucket|BucketV2|UserPool|IdentityPool|EmailIdentity|DomainIdentity)$/;

/** The losses among the steps that nothing but their own URN allows. */
export function refusedLosses(steps: readonly Step[], allow: readonly string[]): readonly Step[] {
  return steps.filter(
    (step) => isLoss(step) && guarded.test(step.type) && !allow.includes(step.urn),
  );
}
