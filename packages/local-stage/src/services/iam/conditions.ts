import type { AccessContext } from "./policy";
import { matchesArn, matchesText } from "./wildcard";

type Compare = (given: string, wanted: string) => boolean;

const same: Compare = (given, wanted) => given === wanted;
const sameIgnoringCase: Compare = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const like: Compare = (given, wanted) => matchesText(wanted, given);
const arnLike: Compare = (given, wanted) => matchesArn(wanted, given);
const number =
  (compare: (a: number, b: number) => boolean): Compare =>
  (given, wanted) =>
    compare(Number(given), Number(wanted));

const operators: Readonly<Record<string, { compare: Compare; negated?: boolean }>> = {
  StringEquals: { compare: same },
  StringNotEquals: { compare: same, negated: true },
  StringEqualsIgnoreCase: { compare: sameIgnoringCase },
  StringNotEqualsIgnoreCase: { compare: sameIgnoringCase, negated: true },
  StringLike: { compare: like },
  StringNotLike: { compare: like, negated: true },
  ArnEquals: { compare: arnLike },
  ArnLike: { compare: arnLike },
  ArnNotEquals: { compare: arnLike, negated: true },
  ArnNotLike: { compare: arnLike, negated: true },
  Bool: { compare: sameIgnoringCase },
  NumericEquals: { compare: number((a, b) => a === b) },
  NumericLessThan: { compare: number((a, b) => a < b) },
  NumericLessThanEquals: { compare: number((a, b) => a <= b) },
  NumericGreaterThan: { compare: number((a, b) => a > b) },
  NumericGreaterThanEquals: { compare: number((a, b) => a >= b) },
};

/** Condition keys that the gate fills in, in lower case since AWS ignores theirs. */
const knownKeys = new Set([
  "aws:principalarn",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:sourceaccount",
  "aws:sourcearn",
  "dynamodb:leadingkeys",
  "s3:delimiter",
  "s3:max-keys",
  "s3:prefix",
  "ses:fromaddress",
  "ses:recipients",
]);

/** Whether every condition of a statement holds, or which one this evaluator does not know. */
export function conditionsHold(
  conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  context: AccessContext,
): "yes" | "no" | { readonly unclear: string } {
  const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  let failed = false;
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, wanted] of Object.entries(keys)) {
      if (!knownKeys.has(key.toLowerCase())) {
        return { unclear: `it does not know the condition key ${key}` };
      }
      const holds = holdsFor(operator, given.get(key.toLowerCase()), [wanted].flat().map(String));
      if (holds === undefined) {
        return { unclear: `it does not know the condition operator ${operator}` };
      }
      if (!holds) failed = true;
    }
  }
  return failed ? "no" : "yes";
}

/**
 * Undefined for an operator that is not known. An absent key fails a positive operator and passes a
 * negated one, `…IfExists` and `ForAllValues:`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function holdsFor(
  name: string,
  value: string | readonly string[] | undefined,
  wanted: readonly string[],
): boolean | undefined {
  const [, quantifier, base = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  if (base === "Null") return wanted.every((want) => (want === "true") === (value === undefined));
  const operator = operators[base];
  if (!operator) return undefined;
  const passes = (given: string) =>
    wanted.some((want) => operator.compare(given, want)) !== (operator.negated ?? false);
  if (quantifier === "ForAllValues") return [value ?? []].flat().every(passes);
  if (quantifier === "ForAnyValue") return [value ?? []].flat().some(passes);
  if (value === undefined) return ifExists !== undefined || (operator.negated ?? false);
  return [value].flat().every(passes);
}
