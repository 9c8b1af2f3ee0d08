import type { Section } from "../section";
import type { StackReview } from "../stack-review";
import { type Markdown, md, words } from "./markdown";

/** The file with what does not fit, beside the report. */
export const restFile = "review-rest.md";

/** A section of a stack as it is folded. */
export interface Fold {
  readonly stack: string;
  readonly section: Section;
  readonly text: string;
}

/** Every section; one that says the same as another stack's only says so. */
export function foldsOf(reviews: readonly StackReview[]): Fold[] {
  const first = new Map<string, string>();
  return reviews.flatMap(({ stack, sections }) =>
    sections.map((section) => {
      const text = folded(section, contentOf(section)).text;
      const other = first.get(text);
      if (other === undefined) first.set(text, stack);
      if (other === undefined || other === stack) return { stack, section, text };
      const { title } = section;
      const same = { title, warnings: [], lines: [md`The same as for ${other}.`] };
      return { stack, section: same, text: folded(same, same.lines).text };
    }),
  );
}

/** What is in a fold, line by line. */
export function contentOf({ head, lines: all }: Section): Markdown[] {
  return head ? [head, ...all] : [...all];
}

function folded({ title }: Section, shown: readonly Markdown[]): Markdown {
  return words(`<details><summary>${title}</summary>\n\n${lines(...shown)}\n\n</details>`);
}

/** The section as far as its share goes. */
export function fitted({ section, text }: Fold, share: number): Markdown {
  if (sizeOf(text) <= share) return words(text);
  const shown: Markdown[] = [];
  let left = share - sizeOf(folded(section, []).text) - 60;
  for (const line of contentOf(section)) {
    left -= sizeOf(line.text) + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const more = contentOf(section).length - shown.length;
  const rest = words(`\n… and ${more.toLocaleString("en")} more in ${restFile}.`);
  return folded(section, [...shown, rest]);
}

/** Gives each what it needs as far as there is room; what is left of small ones goes to large ones. */
export function sharedOut(sizes: readonly number[], room: number): number[] {
  const shares: number[] = sizes.map(() => 0);
  const order = sizes
    .map((_, index) => index)
    .sort((one, other) => (sizes[one] ?? 0) - (sizes[other] ?? 0));
  let left = Math.max(0, room);
  order.forEach((index, done) => {
    const share = Math.min(sizes[index] ?? 0, Math.floor(left / (order.length - done)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}

/** Bytes; GitHub counts characters, which are never more. */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** One line below the other. */
export function lines(...all: readonly Markdown[]): string {
  return all.map(({ text }) => text).join("\n");
}
