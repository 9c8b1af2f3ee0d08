import { createInterface } from "node:readline/promises";

/** Where a deployment is told and asked. */
export interface Terminal {
  /** Whether lines can be drawn over, as a person's terminal can and a log can't. */
  readonly isInteractive: boolean;
  print(line?: string): void;
  /** Text as it is, for drawing. */
  write(text: string): void;
  /** Throws where there is nobody to ask. */
  confirm(question: string): Promise<boolean>;
}

/** The terminal that the command was started in; `yes` answers for the person. */
export function standardTerminal(yes: boolean): Terminal {
  const isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return {
    isInteractive,
    print: (line = "") => console.log(line),
    write: (text) => void process.stdout.write(text),
    async confirm(question) {
      if (yes) return true;
      if (!isInteractive) {
        throw new Error(`${question} There is nobody to ask here: answer with --yes.`);
      }
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      // Ctrl-C answers no.
      const given = await new Promise<string>((resolve) => {
        lines.once("SIGINT", () => resolve("no"));
        lines.question(`${question} [y/N] `).then(resolve, () => resolve("no"));
      });
      lines.close();
      return /^y(es)?$/i.test(given.trim());
    },
  };
}
