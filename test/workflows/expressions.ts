/** What GitHub knows of the event for which a workflow runs. */
export interface GitHubContext {
  readonly event: Readonly<Record<string, unknown>>;
  readonly repository: string;
  readonly run_id: number;
}

/**
 * The value of an expression, as far as our workflows need GitHub's language: its operators are JavaScript's, what
 * is missing is null, and `*` stands for each item.
 */
export function evaluated(expression: string, github: GitHubContext): unknown {
  const text = expression
    .replace(/\.\*\.(\w+)/g, "?.map((each) => each.$1)")
    .replace(/\b(github|vars)((?:\.\w+)+)/g, (_, root, path) => root + path.replaceAll(".", "?."));
  const contains = (all: readonly unknown[] | undefined, one: unknown) => all?.includes(one);
  const evaluate = new Function("github", "vars", "contains", `return (${text});`);
  return evaluate(github, { AWS_REGION: "ca-central-1" }, contains) ?? null;
}

/** A text with the values of the expressions in it. */
export function filledIn(text: string, github: GitHubContext): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
    String(evaluated(expression, github)),
  );
}
