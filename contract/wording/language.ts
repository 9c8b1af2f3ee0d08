import type { Business, Language } from "../business";

/**
 * The language of the business that a person prefers, by a `locale` field or an Accept-Language header,
 * whichever names one first; otherwise the business's first one that they don't refuse.
 */
export function chooseLanguage(
  { languages }: Pick<Business, "languages">,
  ...wishes: (string | undefined)[]
): Language {
  const ranges = wishes.map((wish) => rangesOf(wish ?? ""));
  for (const wanted of ranges) {
    const chosen = bestOf(languages, wanted);
    if (chosen) return chosen;
  }
  const isRefused = (language: Language) =>
    ranges.some((wanted) => qualityOf(language, wanted) === 0);
  return languages.find((language) => !isRefused(language)) ?? languages[0];
}

/** One part of the header: "fr-CM;q=0.8" is French at 0.8, "*" every language not named. */
interface Range {
  readonly language: string;
  readonly quality: number;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4; what is no range is left out. */
function rangesOf(header: string): Range[] {
  return header.split(",").flatMap((part) => {
    const range =
      /^\s*([a-z]{1,8}|\*)(?:[-_][a-z\d]{1,8})*\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(
        part,
      );
    if (!range?.[1]) return [];
    return [{ language: range[1].toLowerCase(), quality: Number(range[2] ?? 1) }];
  });
}

/** The one with the highest quality; of equals, the one that the header names first. */
function bestOf(languages: readonly Language[], ranges: readonly Range[]): Language | undefined {
  const ranked = ranges.filter(({ quality }) => quality > 0);
  ranked.sort((a, b) => b.quality - a.quality);
  for (const { language: wanted } of ranked) {
    const found = languages.find((language) =>
      wanted === "*" ? isUnnamed(language, ranges) : language === wanted,
    );
    if (found) return found;
  }
  return undefined;
}

function qualityOf(language: Language, ranges: readonly Range[]): number | undefined {
  const fitting = ranges.filter(({ language: named }) =>
    isUnnamed(language, ranges) ? named === "*" : named === language,
  );
  return fitting.length === 0 ? undefined : Math.max(...fitting.map(({ quality }) => quality));
}

function isUnnamed(language: Language, ranges: readonly Range[]): boolean {
  return !ranges.some(({ language: named }) => named === language);
}
