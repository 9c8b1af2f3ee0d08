import { type Finding, type PlainResource, type Rule, Stack } from "./rule";
import { isEphemeral } from "./test-stages";
import type { Waiver } from "./waivers";

/** A finding of one rule about one resource, and the waiver that excuses it, if one does. */
export interface Verdict extends Finding {
  readonly rule: Rule;
  readonly resource: PlainResource;
  readonly waiver?: Waiver;
}

/** The outcome of every rule. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** Rules that had something to check and found no violation. */
  readonly satisfied: readonly Rule[];
  /** Rules whose every finding is excused. */
  readonly waived: readonly Rule[];
  /** Rules about resources that the stack does not have. */
  readonly idle: readonly Rule[];
  /** Rules with a finding that nothing excuses. */
  readonly broken: readonly Rule[];
}

/**
 * Checks a stack against the rules. `isUnknown` tells the errors that mean "not known before the
 * deployment": what can't be judged yet is left for then.
 */
export function judge(
  resources: readonly PlainResource[],
  rules: readonly Rule[],
  waivers: readonly Waiver[],
  isUnknown: (error: unknown) => boolean = () => false,
): Judgement {
  const stack = new Stack(resources);
  const subjects = (rule: Rule) => resources.filter(({ type }) => rule.types.includes(type));
  const verdicts = rules.flatMap((rule) =>
    subjects(rule).flatMap((resource) =>
      findings(rule, resource, stack, isUnknown).map((finding) => ({
        ...finding,
        rule,
        resource,
        waiver: waivers.find((waiver) => excuses(waiver, rule, resource, finding)),
      })),
    ),
  );
  const of = (rule: Rule) => verdicts.filter((verdict) => verdict.rule === rule);
  const isIdle = (rule: Rule) => subjects(rule).length === 0;
  return {
    verdicts,
    satisfied: rules.filter((rule) => !isIdle(rule) && of(rule).length === 0),
    waived: rules.filter((rule) => of(rule).length > 0 && of(rule).every(({ waiver }) => waiver)),
    idle: rules.filter(isIdle),
    broken: rules.filter((rule) => of(rule).some(({ waiver }) => !waiver)),
  };
}

/** "76 rules: 46 satisfied, 27 waived, 3 with nothing to check, 0 unexplained (dev)". */
export function summary(judgement: Judgement, stage: string): string {
  const { satisfied, waived, idle, broken } = judgement;
  const all = satisfied.length + waived.length + idle.length + broken.length;
  return `${all} rules: ${satisfied.length} satisfied, ${waived.length} waived, ${idle.length} with nothing to check, ${broken.length} unexplained (${stage})`;
}

/** One line for whoever has to fix it. */
export function complaint({ rule, resource, says }: Verdict): string {
  const ids = rule.ids.length > 0 ? ` (${rule.ids.join(", ")})` : "";
  return `${resource.name} violates ${rule.name}${ids}: ${says}`;
}

function findings(
  rule: Rule,
  resource: PlainResource,
  stack: Stack,
  isUnknown: (error: unknown) => boolean,
): readonly Finding[] {
  try {
    return rule.check(resource, stack);
  } catch (error) {
    if (isUnknown(error)) return [];
    throw error;
  }
}

function excuses(waiver: Waiver, rule: Rule, { name, urn }: PlainResource, { part }: Finding) {
  const stack = urn.split(":")[2] ?? "";
  const stage = isEphemeral(stack) ? "dev" : stack;
  return (
    waiver.rules.includes(rule.name) &&
    (waiver.stages === undefined || waiver.stages.includes(stage)) &&
    (waiver.resource === undefined || waiver.resource.test(name)) &&
    (waiver.part === undefined || waiver.part.test(part ?? ""))
  );
}
