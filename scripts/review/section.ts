import type { Markdown } from "./report/markdown";

/** One part of a report: folded, with what matters most of it in its title and in the summary. */
export interface Section {
  /** This project's words and numbers only: it is inside HTML. */
  readonly title: string;
  /** Must be read: above all folds. */
  readonly warnings: readonly Markdown[];
  /** Each complete by itself; what does not fit is left out from the end. */
  readonly lines: readonly Markdown[];
  /** Above the lines: the head of their table. */
  readonly head?: Markdown;
}

/** "1 alarm", "1,204 alarms". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}
