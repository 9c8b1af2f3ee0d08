import { comparatives, completions, negators } from "./lexicon";
import { phraseAt } from "./phrases";
import { clauseEnd } from "./words";

/** The weight of a word that is denied: "not good" is bad, "not bad" is merely good. */
export function denied(weight: number, isPaired = false): number {
  return weight > 0 || isPaired ? -weight : Math.min(-weight, 1);
}

/** How many words a denial that starts here reaches; 0 where none does. */
export function denialReach(text: readonly string[], index: number): number {
  const word = text[index];
  const ahead = (length: number) => {
    const next = text.slice(index + 1, index + 1 + length);
    const end = next.indexOf(clauseEnd);
    return end < 0 ? next : next.slice(0, end);
  };
  if (word === "ne") {
    const next = ahead(5);
    const second = next.findIndex((one) => completions.has(one));
    // "Il n'y a pas plus douce", "n'a rien à redire": such phrases speak for themselves.
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
