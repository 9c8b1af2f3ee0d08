/** JSON that can stand in a script element: no text of it ends the element or opens a comment. */
export function inScript(content: object): string {
  return JSON.stringify(content).replaceAll("<", "\\u003c");
}
