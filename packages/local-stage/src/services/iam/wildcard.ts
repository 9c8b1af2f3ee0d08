/** True where the text fits a pattern in which `*` is any run of characters and `?` any one. */
export function matchesText(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * True where an ARN fits an ARN pattern. Each of the six parts is compared by itself, as ArnLike does,
 * so a `*` cannot reach into another account.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = parts(pattern);
  const given = parts(arn);
  return (
    wanted.length === 6 &&
    given.length === 6 &&
    wanted.every((part, index) => matchesText(part, given[index] as string))
  );
}

/** The last part of an ARN may have colons of its own. */
function parts(arn: string): string[] {
  const all = arn.split(":");
  return all.length <= 6 ? all : [...all.slice(0, 5), all.slice(5).join(":")];
}
