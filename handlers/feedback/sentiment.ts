import type { Sentiment } from "../../contract/schemas/feedback";
import {
  comparatives,
  completions,
  falseFriends,
  modifiers,
  negators,
  pairing,
  phrases,
  pictures,
  smallWords,
  turns,
  weights,
} from "./lexicon";
import { clauseEnd, words } from "./words";

/** Below this much feeling a review says nothing either way. */
const faintest = 1;
/** Praise and blame that nearly balance are neutral: the share that has to be left over. */
const leaning = 0.36;
const longestPhrase = 4;

/** What a review in English, French or both says of the visit, read from its words. */
export function sentimentOf(message: string): Sentiment {
  const marks = feelings(words(message));
  const sum = marks.reduce((total, mark) => total + mark, 0);
  const strength = marks.reduce((total, mark) => total + Math.abs(mark), 0);
  if (Math.abs(sum) < faintest || Math.abs(sum) / strength < leaning) return "neutral";
  return sum > 0 ? "positive" : "negative";
}

/** How far a denial reaches, and whether it is one of a pair. */
interface Denial {
  until: number;
  readonly isPaired: boolean;
}

/** The weight of every feeling in the text, as denied and as stressed there. */
function feelings(text: readonly string[]): number[] {
  const language = languageOf(text);
  const found: number[] = [];
  let denial: Denial | undefined;
  let stress = { factor: 1, until: -1 };
  /** Where in `found` the word just before stands. */
  let justFound = -1;

  const feel = (weight: number, index: number) => {
    if (weight === 0) return;
    const isDenied = denial !== undefined && index <= denial.until;
    const factor = index <= stress.until ? stress.factor : 1;
    found.push(isDenied ? denied(weight, denial?.isPaired) : weight * factor);
    // "No pain, great job" without its comma; but "not a nice clean place" is neither.
    if (isDenied && denial) denial.until = weight < 0 ? index : Math.min(denial.until, index + 2);
    stress = { factor: 1, until: -1 };
    justFound = index;
  };

  for (let index = 0; index < text.length; index++) {
    const word = text[index] as string;
    const phrase = phraseAt(text, index);
    if (phrase) {
      feel(phrase.weight, index);
      index += phrase.length - 1;
      continue;
    }
    if (word === clauseEnd || turns.has(word)) {
      denial = undefined;
      stress = { factor: 1, until: -1 };
      continue;
    }
    const reach = denialReach(text, index);
    if (reach > 0) {
      // "Je recommande pas": spoken French leaves out the "ne" in front of the verb.
      const last = found.at(-1);
      if (word === "pas" && justFound === index - 1 && last !== undefined && !denial) {
        found[found.length - 1] = denied(last);
      }
      denial = {
        until: Math.max(denial?.until ?? 0, index + reach),
        isPaired: pairing.has(word),
      };
    }
    const factor = modifierAt(text, index, language);
    if (factor !== undefined) stress = { factor, until: index + 3 };
    else feel(weightOf(word, language), index);
  }
  return found;
}

/** "Not good" is bad; "not bad" is merely good. */
function denied(weight: number, isPaired = false): number {
  return weight > 0 || isPaired ? -weight : Math.min(-weight, 1);
}

/** How many words a denial that starts here reaches; 0 where none does. */
function denialReach(text: readonly string[], index: number): number {
  const word = text[index];
  const ahead = (length: number) => {
    const next = text.slice(index + 1, index + 1 + length);
    const end = next.indexOf(clauseEnd);
    return end < 0 ? next : next.slice(0, end);
  };
  if (word === "ne") {
    const next = ahead(5);
    const second = next.findIndex((one) => completions.has(one));
    // "Il n'y a pas plus douce", "n'a rien à redire": such groups speak for themselves.
    if (second < 0 || phraseAt(text, index + 1) || phraseAt(text, index + 1 + second)) return 0;
    const isSuperlative = next[second] === "jamais" && isComparedAfter(next.slice(second + 1));
    return isSuperlative ? 0 : second + 5;
  }
  if (word === "personne") return text[index + 1] === "ne" ? 6 : 0;
  if (word === "peu" && ["un", "a"].includes(text[index - 1] ?? "")) return 0;
  if (word === "never" || word === "jamais") return isComparedAfter(ahead(4)) ? 0 : 4;
  // "Can't recommend her enough."
  if (word === "not" && ["can", "could"].includes(text[index - 1] ?? "")) {
    if (ahead(6).includes("enough")) return 0;
  }
  return negators.get(word ?? "") ?? 0;
}

function isComparedAfter(next: readonly string[]): boolean {
  return next.slice(0, 4).some((word) => comparatives.has(word));
}

/** The factor of a word that stresses the next; "super" alone is praise, "pretty" before praise is not. */
function modifierAt(
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

/** The longest group of words with a meaning of its own that starts here. */
function phraseAt(text: readonly string[], index: number) {
  for (let length = longestPhrase; length >= 2; length--) {
    const weight = phrases.get(text.slice(index, index + length).join(" "));
    if (weight !== undefined) return { weight, length };
  }
  return undefined;
}

type Language = "en" | "fr" | undefined;

/** The language that a text is clearly in; none for a mixture. */
function languageOf(text: readonly string[]): Language {
  const count = (language: "en" | "fr") =>
    text.filter((word) => smallWords[language].has(word)).length;
  const [english, french] = [count("en"), count("fr")];
  if (english > 2 * french) return "en";
  return french > 2 * english ? "fr" : undefined;
}

function weightOf(word: string, language: Language): number {
  for (const form of [word, ...baseForms(word)]) {
    const weight = weights.get(form) ?? pictures.get(form);
    if (weight === undefined) continue;
    const home = falseFriends.get(form);
    return home && language && home !== language ? 0 : weight;
  }
  return 0;
}

/** What a plural, a feminine or an English past may come from: "contentes" from "content". */
function baseForms(word: string): string[] {
  if (word.length < 4) return [];
  return ["s", "e", "es", "d", "ed", "ing", "nt"]
    .filter((ending) => word.endsWith(ending))
    .map((ending) => word.slice(0, -ending.length));
}
