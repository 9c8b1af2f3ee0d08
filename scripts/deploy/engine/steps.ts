import type { EngineEvent, OutputMap } from "@pulumi/pulumi/automation";
import { isVitalType } from "../../provider/vital";

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

/** The old one of a replacement goes. */
const abandoned = "delete-replaced";

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
  const replaced = new Set(all.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  const changes = all
    // Alone it is what an earlier deployment replaced and could not delete.
    .map((step) =>
      step.op === abandoned && !replaced.has(step.urn) ? { ...step, op: "delete" } : step,
    )
    .filter(({ op }) => changing.has(op));
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

/** The losses among the steps that nothing but their own URN allows. */
export function refusedLosses(steps: readonly Step[], allow: readonly string[]): readonly Step[] {
  return steps.filter(
    (step) => isLoss(step) && isVitalType(step.type) && !allow.includes(step.urn),
  );
}
