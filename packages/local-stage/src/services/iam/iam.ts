import { conditionsHold } from "./conditions";
import type { AccessRequest, OneOrMany, PolicyDocument, Statement } from "./policy";
import { matchesArn, matchesText } from "./wildcard";

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** The end of AWS's own sentence, after "because". */
      readonly because: string;
    };

/**
 * Decides as AWS does for identity-based policies: an explicit deny wins, then an allow, else no. What
 * this evaluator does not understand (a condition operator, a key, a policy variable) never allows: it
 * denies and says what it stumbled over.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(policies: readonly PolicyDocument[], request: AccessRequest): Decision {
  let allowed = false;
  let unclear: string | undefined;
  for (const statement of policies.flatMap((policy) => policy.Statement)) {
    const result = applies(statement, request);
    if (result === "no") continue;
    if (result !== "yes") unclear ??= result.unclear;
    if (statement.Effect === "Deny") {
      return {
        allowed: false,
        because:
          result === "yes"
            ? "of an explicit deny in an identity-based policy"
            : `a deny may apply and ${result.unclear}`,
      };
    }
    if (result === "yes") allowed = true;
  }
  if (allowed) return { allowed: true };
  return {
    allowed: false,
    because: unclear
      ? `the local stage cannot tell: ${unclear}`
      : `no identity-based policy allows the ${request.action} action`,
  };
}

/** True where policies allow an action on something, whatever they demand for it or deny elsewhere. */
export function allowsSomewhere(policies: readonly PolicyDocument[], action: string): boolean {
  return policies
    .flatMap(({ Statement }) => Statement)
    .some((statement) => statement.Effect === "Allow" && isAbout(statement, action));
}

/** True where a role's trust policy lets the Lambda service use it. */
export function trustsLambda(trust: PolicyDocument | undefined): boolean {
  const statements = trust ? [trust.Statement].flat() : [];
  return statements.some((statement) => {
    const principal = statement.Principal as { Service?: OneOrMany } | undefined;
    return (
      statement.Effect === "Allow" &&
      list(statement.Action).includes("sts:AssumeRole") &&
      list(principal?.Service).includes("lambda.amazonaws.com")
    );
  });
}

/** True where a resource's policy statement is about that service; `"*"` and `{"AWS": "*"}` are everybody. */
export function namesService(
  { Principal }: Pick<Statement, "Principal">,
  service: string,
): boolean {
  if (Principal === "*") return true;
  const { Service, AWS } = (Principal ?? {}) as { Service?: OneOrMany; AWS?: OneOrMany };
  return list(Service).includes(service) || list(AWS).includes("*");
}

type Applies = "yes" | "no" | { readonly unclear: string };

function applies(statement: Statement, { action, resource, context }: AccessRequest): Applies {
  if (!isAbout(statement, action)) return "no";
  const patterns = [...list(statement.Resource), ...list(statement.NotResource)];
  const variable = patterns.find((pattern) => pattern.includes("${"));
  if (variable) return { unclear: `it does not know the policy variable in ${variable}` };
  const covers = (resources: OneOrMany | undefined) =>
    list(resources).some((pattern) => pattern === "*" || matchesArn(pattern, resource));
  const resourceFits = statement.NotResource
    ? !covers(statement.NotResource)
    : covers(statement.Resource);
  return resourceFits ? conditionsHold(statement.Condition ?? {}, context ?? {}) : "no";
}

function isAbout({ Action, NotAction }: Statement, action: string): boolean {
  const named = (patterns: OneOrMany | undefined) =>
    list(patterns).some((pattern) => matchesText(pattern.toLowerCase(), action.toLowerCase()));
  return NotAction ? !named(NotAction) : named(Action);
}

function list(value: OneOrMany | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
