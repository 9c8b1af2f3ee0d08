import { kinds } from "../resources/resource-changes";
import type { StackReview } from "../stack-review";
import { contentOf, fitted, foldsOf, lines, restFile, sharedOut, sizeOf } from "./folds";
import { joined, type Markdown, md, words } from "./markdown";

/** The hidden line by which the one comment of a pull request is found again. */
export const marker = "<!-- shopfront-review -->";

/** GitHub takes 65,536 characters; bytes are at least as many. */
export const limit = 65_000;

/** The room for what must be read, above the folds, in bytes. */
const warningRoom = 16_000;

/** A stack that could not be compared, and why. */
export interface Failure {
  readonly stack: string;
  readonly problem: Markdown;
}

export interface Review {
  readonly base: string;
  readonly head: string;
  readonly stacks: readonly (StackReview | Failure)[];
}

/** A report that can be posted, and what did not fit into it. */
export interface Report {
  readonly comment: string;
  readonly rest?: string;
}

/** Writes the report: summary first, details folded, never longer than a comment may be. */
export function reportOf(review: Review): Report {
  const title = md`## Review of ${review.head.slice(0, 12)} against ${review.base.slice(0, 12)}`;
  const reviews = review.stacks.filter(isReview);
  const failures = review.stacks.filter((one): one is Failure => !isReview(one));
  if (failures.length === 0 && reviews.every(({ sections }) => sections.length === 0)) {
    return { comment: lines(words(marker), title, words("\nNo changes.")) };
  }
  const summary = lines(
    words(marker),
    title,
    words(""),
    ...summaryTable(reviews),
    ...failures.map(({ stack, problem }) => md`\n**${stack} is not compared**: ${problem}`),
    ...warningsOf(reviews),
  );
  const folds = foldsOf(reviews);
  const shares = sharedOut(
    folds.map(({ text }) => sizeOf(text)),
    limit - sizeOf(summary) - 300 - 200 * reviews.length,
  );
  const cut = folds.filter(({ text }, index) => sizeOf(text) > (shares[index] ?? 0));
  const body = reviews.map(({ stack }) => {
    const own = folds.flatMap((fold, index) =>
      fold.stack === stack ? fitted(fold, shares[index] ?? 0) : [],
    );
    return lines(md`\n### ${stack}\n`, ...(own.length > 0 ? own : [words("No changes.")]));
  });
  const comment = [summary, ...body].join("\n");
  if (cut.length === 0) return { comment };
  const rest = cut.map(({ stack, section }) =>
    lines(md`\n## ${stack}: ${words(section.title)}\n`, ...contentOf(section)),
  );
  return {
    comment: `${comment}\n\nWhat did not fit is in ${restFile}, among the artifacts of the run.`,
    rest: [lines(title), ...rest].join("\n"),
  };
}

function isReview(one: StackReview | Failure): one is StackReview {
  return "sections" in one;
}

function summaryTable(reviews: readonly StackReview[]): Markdown[] {
  if (reviews.length === 0) return [];
  const rows = reviews.map(({ stack, changes, sections }) => {
    const counts = kinds.map((kind) => {
      const count = changes.filter((one) => one.kind === kind).length;
      return count > 0 && (kind === "replaced" || kind === "deleted")
        ? md`**${count}**`
        : md`${count}`;
    });
    const titles = sections.slice(changes.length > 0 ? 1 : 0).map(({ title }) => title);
    return md`| ${stack} | ${joined(counts, " | ")} | ${words(titles.join("<br>"))} |`;
  });
  const head = `| Stack | ${kinds.join(" | ")} | also |`;
  return [words(`${head}\n|${" --- |".repeat(kinds.length + 2)}`), ...rows];
}

/** What must be read, each once, with the stacks that it concerns. */
function warningsOf(reviews: readonly StackReview[]): Markdown[] {
  const stacks = new Map<string, string[]>();
  for (const { stack, sections } of reviews) {
    for (const { text } of sections.flatMap(({ warnings }) => warnings)) {
      stacks.set(text, [...(stacks.get(text) ?? []), stack]);
    }
  }
  const all = [...stacks].map(([text, of]) => {
    const where =
      of.length === reviews.length
        ? md``
        : md`${words(of.map((one) => md`${one}`.text).join(", "))}: `;
    return md`- ${where}${words(text)}`;
  });
  let left = warningRoom;
  const shown = all.filter(({ text }) => {
    left -= sizeOf(text);
    return left > 0;
  });
  const more = all.length - shown.length;
  return [
    words(""),
    ...shown,
    ...(more > 0 ? [words(`- And ${more.toLocaleString("en")} more, below.`)] : []),
  ];
}
