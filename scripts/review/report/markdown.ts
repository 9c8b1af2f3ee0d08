/**
 * Markdown that can be posted: whatever comes from the code that is reviewed is in a code span, and can't
 * end a table or a fold, notify anybody, or be HTML.
 */
export class Markdown {
  constructor(readonly text: string) {}
}

/** What a template may hold: Markdown as it is, numbers, and texts of the code, which become code spans. */
export type Part = Markdown | string | number;

/** Markdown of a template whose own words are this project's: md`${name} is created`. */
export function md(words: TemplateStringsArray, ...parts: readonly Part[]): Markdown {
  return new Markdown(
    words
      .map((word, index) => word + (index < parts.length ? shown(parts[index] as Part) : ""))
      .join(""),
  );
}

/** This project's own words, never a text of the code. */
export function words(text: string): Markdown {
  return new Markdown(text);
}

/** Texts of the code, one after the other. */
export function listed(texts: readonly string[], most = Number.POSITIVE_INFINITY): Markdown {
  const more = texts.length > most ? ` and ${texts.length - most} more` : "";
  return words(
    texts
      .slice(0, most)
      .map((text) => code(text).text)
      .join(", ") + more,
  );
}

/** Pieces of Markdown with a separator of this project's between them. */
export function joined(pieces: readonly Markdown[], separator = ""): Markdown {
  return new Markdown(pieces.map(({ text }) => text).join(separator));
}

/** A text of the code as a code span, no longer than that. */
export function code(text: string, longest = 120): Markdown {
  const line = shortened(visible(text), longest);
  if (line === "") return new Markdown("(empty)");
  // In a table these would end the span or the cell.
  const isHarmless = !/[`|\\]/.test(line) && line.trim() === line;
  return new Markdown(isHarmless ? `\`${line}\`` : `<code>${asEntities(line)}</code>`);
}

function shown(part: Part): string {
  if (part instanceof Markdown) return part.text;
  return typeof part === "number" ? part.toLocaleString("en") : code(part).text;
}

/** The text with what nobody sees spelled out: line ends, control and direction characters. */
function visible(text: string): string {
  return text
    .replace(/\r?\n/g, "⏎")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

function shortened(text: string, longest: number): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : text;
}

function asEntities(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.;'()=?%+{}…⏎-]/gu, (one) => `&#${one.codePointAt(0)};`);
}
