import { relative } from "node:path";
import { StageError } from "../log";

/** The sentence that is all of a person's mistake; undefined for a bug, which needs its place. */
export function sentenceOf(error: unknown, folder: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  // What esbuild cannot read comes in many lines, through whatever loads TypeScript.
  const slip = /^(.+):(\d+):(\d+): ERROR: (.+)$/m.exec(message);
  if (slip) {
    const [, file = "", line, column, text] = slip;
    return `${relative(folder, file)}, line ${line}, column ${Number(column) + 1}: ${text}`;
  }
  const isSentence =
    error instanceof StageError || error.constructor === Error || "__pulumiRunError" in error;
  return isSentence ? message : undefined;
}
