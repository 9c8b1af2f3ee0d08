import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CliSources, PulumiCli } from "../deploy/engine/pulumi-cli";
import { engineCli } from "../engine-cli";
import { enginePreview } from "./programs/engine-preview";
import { type Evaluation, Evaluator } from "./programs/evaluation";
import {
  checkOut,
  commitOf,
  refuseUncommitted,
  timeOf,
  type Worktrees,
} from "./programs/worktrees";
import type { ReviewQuestion } from "./question";
import { code, md } from "./report/markdown";
import type { Failure, Review } from "./report/report";
import { previewSection } from "./sections/preview";
import type { Snapshot } from "./snapshot";
import { reviewAlone, reviewStack, type StackReview } from "./stack-review";

/** A stack that one of the two programs does not have: nothing is declared for it there. */
const nothing: Snapshot = {
  resources: [],
  settings: {},
  findings: { value: [] },
  bills: { problem: "it has no such stack" },
  sizes: { functions: {}, files: {} },
  api: { value: {} },
};

interface ReviewOptions {
  /** Where the CLI comes from; a test passes its own. */
  readonly sources?: CliSources;
  /** Told each step in a short line, since a review takes half a minute to a minute. Default: a line on stderr. */
  readonly tell?: (line: string) => void;
}

const onStderr = (line: string): void => void process.stderr.write(`${line}\n`);

/** Compares the last commit of a repository with another one, for each stack. */
export async function review(
  repository: string,
  question: ReviewQuestion,
  { sources, tell = onStderr }: ReviewOptions = {},
): Promise<Review> {
  const base = commitOf(repository, question.base);
  const head = commitOf(repository, "HEAD");
  refuseUncommitted(repository);
  const cli = question.preview ? await engineCli("--preview", false, sources) : undefined;
  const worktrees = await checkOut(repository, base, head, tell);
  try {
    for (const stack of question.stacks) refuseUnknown(stack, worktrees);
    const evaluator = new Evaluator(
      timeOf(repository, head),
      worktrees.folder,
      worktrees.processes,
    );
    const stacks: (StackReview | Failure)[] = [];
    for (const stack of question.stacks) {
      const one = await stackReview(stack, worktrees, evaluator, tell);
      stacks.push(cli ? await withPreview(one, cli, worktrees.head, tell) : one);
    }
    return { base, head, stacks };
  } finally {
    await worktrees.remove();
  }
}

/** Adds what the engine says, which has the credentials of whoever asks. */
async function withPreview(
  one: StackReview | Failure,
  cli: PulumiCli,
  folder: string,
  tell: (line: string) => void,
): Promise<StackReview | Failure> {
  // A program that does not run here does not run there.
  if (!("sections" in one)) return one;
  tell(`Asking the engine for a preview of ${one.stack}.`);
  const preview = await enginePreview(cli, folder, one.stack);
  return { ...one, sections: [...one.sections, previewSection(preview, one.changes)] };
}

function refuseUnknown(stack: string, { base, head }: Worktrees): void {
  if ([base, head].some((folder) => hasStack(folder, stack))) return;
  throw new Error(
    `There is no Pulumi.${stack}.yaml: "${stack}" is not a stack of this project, neither now nor in the base.`,
  );
}

function hasStack(folder: string, stack: string): boolean {
  return existsSync(join(folder, `Pulumi.${stack}.yaml`));
}

async function stackReview(
  stack: string,
  worktrees: Worktrees,
  evaluator: Evaluator,
  tell: (line: string) => void,
): Promise<StackReview | Failure> {
  if (!hasStack(worktrees.head, stack)) {
    const says = md`its file is gone; what it deployed stays in AWS until it is destroyed.`;
    return { stack, problem: says };
  }
  const evaluate = async (which: "base" | "head"): Promise<Evaluation> => {
    if (!hasStack(worktrees[which], stack)) return { snapshot: nothing };
    tell(`Evaluating ${stack} at the ${which === "base" ? "base" : "change"}.`);
    return evaluator.evaluate(worktrees[which], which, stack);
  };
  const [base, head] = await Promise.all([evaluate("base"), evaluate("head")]);
  if ("problem" in head) {
    return { stack, problem: md`the changed program does not run: ${code(head.problem, 600)}` };
  }
  tell(`Comparing ${stack}.`);
  if ("problem" in base) return reviewAlone(stack, head.snapshot, base.problem);
  return reviewStack(stack, base.snapshot, head.snapshot);
}
