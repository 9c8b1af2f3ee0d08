import { list } from "./rule";

/** One statement of a policy document, its single values made lists. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** "*", "Service:cloudfront.amazonaws.com", "AWS:arn:aws:iam::1:root", … */
  readonly principals: readonly string[];
  /** Operator → key → values. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements of a policy document; none where there is no valid one. */
export function statementsOf(text: unknown): Statement[] {
  const document = parsed(text) as { Statement?: unknown } | undefined;
  return [document?.Statement]
    .flat()
    .filter((item) => typeof item === "object" && item !== null)
    .map((item) => {
      const raw = item as Record<string, unknown>;
      return {
        effect: String(raw.Effect),
        actions: texts(raw.Action),
        resources: texts(raw.Resource),
        principals: principals(raw.Principal),
        condition: (raw.Condition ?? {}) as Statement["condition"],
      };
    });
}

/** Whether some statement refuses everybody these actions over plain HTTP. */
export function deniesPlainHttp(text: unknown, ...actions: string[]): boolean {
  return statementsOf(text).some(
    (statement) =>
      statement.effect === "Deny" &&
      statement.principals.includes("*") &&
      statement.actions.some((action) => actions.includes(action.toLowerCase())) &&
      String(statement.condition.Bool?.["aws:SecureTransport"]) === "false",
  );
}

/** JSON as a value; undefined where the text is none. */
export function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function principals(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([kind, names]) =>
    texts(names).map((name) => (kind === "AWS" && name === "*" ? "*" : `${kind}:${name}`)),
  );
}

function texts(value: unknown): string[] {
  return list([value].flat()).map(String);
}
