/** How a policy writes a list that may have one entry. */
export type OneOrMany = string | readonly string[];

/** One statement of a policy, as AWS spells it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy document, parsed. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** Values of condition keys; a key that the request does not carry is absent. */
export type AccessContext = Readonly<Record<string, string | readonly string[]>>;

/** One thing somebody wants to do to one resource. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: AccessContext;
}
