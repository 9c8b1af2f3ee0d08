/** Takes one line of the stage's own log; the text names what happened, without a time in front. */
export type Log = (line: string) => void;

/** A mistake of the person at the keyboard: its message is one sentence and is all they need to see. */
export class StageError extends Error {
  override readonly name = "StageError";
}

/** What went wrong, in one line, whatever was thrown. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n").find((line) => line.trim() !== "") ?? "unknown error").trim();
}
