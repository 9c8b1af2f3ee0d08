import { parseArgs } from "node:util";

/** How the command is used. */
export const usage =
  "npm run review -- --base <ref> [--stack dev --stack prod] [--preview] [--out <folder>]";

/** What the command line asks for. */
export interface ReviewQuestion {
  readonly base: string;
  readonly stacks: readonly string[];
  /** Whether to ask the engine as well, which takes credentials. */
  readonly preview: boolean;
  /** A folder for the report. */
  readonly out?: string;
}

/** Reads the options; throws a sentence that names the one that is wrong and what would be valid. */
export function reviewQuestion(args: readonly string[]): ReviewQuestion {
  const { values } = parseArgs({
    args: [...args],
    options: {
      base: { type: "string" },
      stack: { type: "string", multiple: true, default: ["dev", "prod"] },
      preview: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const { base, stack, preview, out } = values;
  if (base === undefined) throw new Error(`Name the commit to compare with: ${usage}`);
  const wrong = stack.find((one) => !/^[\w-][\w.-]*$/.test(one));
  if (wrong !== undefined) {
    throw new Error(`--stack is "${wrong}"; it must be a stack's name, such as dev.`);
  }
  return { base, stacks: [...new Set(stack)], preview, ...(out !== undefined && { out }) };
}
