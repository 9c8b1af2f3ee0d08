import type { Language } from "../../../contract/business";
import { type BusinessPlaceWords, en } from "./words/en";
import { fr } from "./words/fr";

export type { BusinessPlaceWords };
/** A key of the document that the place has a name for. */
export type Label = keyof BusinessPlaceWords["label"];

/** The wording by language; a sentence that is missing does not compile. */
export const placeWords: Readonly<Record<Language, BusinessPlaceWords>> = { en, fr };
