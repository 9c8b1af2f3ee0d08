import { falseFriends, modifiers, pictures, smallWords, weights } from "./lexicon";

/** The language that a text is clearly in; none for a mixture. */
export type Language = "en" | "fr" | undefined;

/** Recognizes the language of a text by its small words. */
export function languageOf(text: readonly string[]): Language {
  const count = (language: "en" | "fr") =>
    text.filter((word) => smallWords[language].has(word)).length;
  const [english, french] = [count("en"), count("fr")];
  if (english > 2 * french) return "en";
  return french > 2 * english ? "fr" : undefined;
}

/** The weight of a word in a text of that language: praise above 0, blame below. */
export function weightOf(word: string, language: Language): number {
  for (const form of [word, ...baseForms(word)]) {
    const weight = weights.get(form) ?? pictures.get(form);
    if (weight === undefined) continue;
    const home = falseFriends.get(form);
    return home && language && home !== language ? 0 : weight;
  }
  return 0;
}

/** What a plural, a feminine or an English past tense may derive from: "contentes" from "content". */
function baseForms(word: string): string[] {
  if (word.length < 4) return [];
  return ["s", "e", "es", "d", "ed", "ing", "nt"]
    .filter((ending) => word.endsWith(ending))
    .map((ending) => word.slice(0, -ending.length));
}

/** The factor by which a word stresses the next: "super" alone is praise, "pretty" before praise is not. */
export function modifierAt(
  text: readonly string[],
  index: number,
  language: Language,
): number | undefined {
  const word = text[index] as string;
  if (word === "peu") return 0.5;
  const factor = modifiers.get(word) ?? (word === "pretty" ? 1.2 : undefined);
  if (factor === undefined || weightOf(word, language) === 0) return factor;
  return weightOf(text[index + 1] ?? "", language) === 0 ? undefined : factor;
}
