import type { Language } from "../../../contract/business";
import { useWords } from "../text";
import { en, type ReviewWords } from "./words/en";
import { fr } from "./words/fr";

/** What the desk says of reviews, apart from the words of the desk: it is loaded when they are opened. */
export const reviewWords: Readonly<Record<Language, ReviewWords>> = { en, fr };

/** The same in the language of the page. */
export function useReviewWords(): ReviewWords {
  return reviewWords[useWords().language];
}
