import { apiChanges } from "./api/api-changes";
import { permissionChanges } from "./permissions/permissions";
import { code, type Markdown, md } from "./report/markdown";
import { withFollowing } from "./resources/follow";
import { withRenames } from "./resources/renames";
import { type ResourceChange, resourceChanges } from "./resources/resource-changes";
import type { Section } from "./section";
import { alarmSection } from "./sections/alarms";
import { apiSection } from "./sections/api";
import { billAlone, billSection, findingSection, sizeSection } from "./sections/figures";
import { permissionSection } from "./sections/permissions";
import { resourceSection } from "./sections/resources";
import { settingSection } from "./sections/settings";
import type { Found, Part, Snapshot } from "./snapshot";

/** What a change does to one stack. */
export interface StackReview {
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
  /** Without those that have nothing to say. */
  readonly sections: readonly Section[];
}

/** Compares what two programs declare for a stack. */
export function reviewStack(stack: string, before: Snapshot, after: Snapshot): StackReview {
  const [base, head] = [inOrder(before), inOrder(after)];
  const changes = withRenames(
    withFollowing(resourceChanges(base.resources, head.resources), base.resources, head.resources),
  );
  const sections = [
    resourceSection(changes),
    permissionSection(permissionChanges(base.resources, head.resources), changes),
    both("API", base.api, head.api, (old, now) => apiSection(apiChanges(old, now))),
    both("Policy", base.findings, head.findings, findingSection),
    alarmSection(changes),
    both("Bill", base.bills, head.bills, billSection),
    sizeSection(base.sizes, head.sizes),
    settingSection(base.settings, head.settings),
  ];
  return {
    stack,
    changes,
    sections: sections.filter(({ lines, warnings }) => lines.length + warnings.length > 0),
  };
}

/** What can be said of a program whose base does not run: its rules, its bill and its sizes. */
export function reviewAlone(stack: string, head: Snapshot, problem: string): StackReview {
  const says = md`**${stack}: the program of the base does not run**: ${code(problem, 600)}. What changes is not known; below is what the changed program is by itself.`;
  const sections = [
    { title: "Not compared", warnings: [says], lines: [] },
    both("Policy", { value: [] }, head.findings, findingSection),
    ...("value" in head.bills ? [billAlone(head.bills.value)] : []),
  ];
  return { stack, changes: [], sections };
}

/** Why a tool of the last commit does not find in the base what that commit has renamed. */
function renamed(problem: string): Markdown {
  const isSought = /declares no aws:\S+ named /.test(problem);
  return isSought ? md` The last commit's tools look for it by the name it has there.` : md``;
}

/** The same order in every stack: programs register resources as it happens. */
function inOrder(snapshot: Snapshot): Snapshot {
  const by =
    <Item>(keyOf: (item: Item) => string) =>
    (one: Item, other: Item) =>
      keyOf(one) < keyOf(other) ? -1 : Number(keyOf(one) > keyOf(other));
  const { resources, findings } = snapshot;
  const sorted = resources
    .map((one) => ({
      ...one,
      sources: Object.fromEntries(Object.entries(one.sources).sort(by(([input]) => input))),
    }))
    .sort(by(({ urn, name }) => JSON.stringify([name, urn])));
  const found = (all: readonly Found[]) => [...all].sort(by((one) => JSON.stringify(one)));
  return {
    ...snapshot,
    resources: sorted,
    findings: "value" in findings ? { value: found(findings.value) } : findings,
  };
}

/** A section of what both programs have, or why it can't be told. */
function both<Value>(
  name: string,
  base: Part<Value>,
  head: Part<Value>,
  make: (base: Value, head: Value) => Section,
): Section {
  if ("value" in base && "value" in head) return make(base.value, head.value);
  const problems = [
    ...("problem" in base
      ? [md`- Not known of the base: ${base.problem}${renamed(base.problem)}`]
      : []),
    ...("problem" in head ? [md`- Not known of the change: ${head.problem}`] : []),
  ];
  // The same for both is no change.
  const isSame = "problem" in base && "problem" in head && base.problem === head.problem;
  return { title: `${name}: not compared`, warnings: [], lines: isSame ? [] : problems };
}
