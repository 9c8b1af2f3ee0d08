/** One statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Lets somebody do something, where a condition holds if there is one. */
export function allow(
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Statement["Condition"],
): Statement {
  return { Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

/** IAM's limits: characters of a managed policy, spaces not counted, and policies of one role. */
export const limits = { policyCharacters: 6_144, policiesOfRole: 10 } as const;

/** Puts statements into as few documents as IAM's limit on their length lets; throws where one alone is too long. */
export function packed(statements: readonly Statement[]): PolicyDocument[] {
  const documents: Statement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last && fits([...last, statement])) last.push(statement);
    else if (fits([statement])) documents.push([statement]);
    else throw new Error(`The statement for ${statement.Action[0]} is too long for one policy.`);
  }
  return documents.map(documentOf);
}

function fits(statements: readonly Statement[]): boolean {
  return JSON.stringify(documentOf(statements)).length <= limits.policyCharacters;
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
