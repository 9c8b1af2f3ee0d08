import type { Sentiment } from "../../../contract/schemas/feedback";
import { denialReach, denied } from "./denial";
import { pairing, turns } from "./lexicon";
import { phraseAt } from "./phrases";
import { languageOf, modifierAt, weightOf } from "./weight";
import { clauseEnd, words } from "./words";

/** With less feeling than this, a review is neutral. */
const faintest = 1;
/** Praise and blame that nearly balance are neutral: the share by which one has to outweigh the other. */
const leaning = 0.36;

/** What a review in English, French or both thinks of the visit, read from its words. */
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

/** The weight of every feeling in the text, denied or stressed as it is there. */
function feelings(text: readonly string[]): number[] {
  const language = languageOf(text);
  const found: number[] = [];
  let denial: Denial | undefined;
  let stress = { factor: 1, until: -1 };
  /** The index of the word that was last added to `found`. */
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
