/**
 * A pattern without `\d` and `\w`: they are the digits and letters of ASCII in JavaScript, and those of
 * every script in other languages.
 */
export function portablePattern(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\.|[[\]]/g, (part) => {
    if (part === "[" || part === "]") inClass = part === "[";
    const members = part === "\\d" ? "0-9" : part === "\\w" ? "A-Za-z0-9_" : undefined;
    if (members === undefined) return part;
    return inClass ? members : `[${members}]`;
  });
}
