import type { Language } from "../../../contract/business";
import { en } from "./words/en";
import { fr } from "./words/fr";

/** What the Business place has to say in every language. */
export type BusinessPlaceWords = typeof en;
/** A key of the document that the place has a name for. */
export type Label = keyof BusinessPlaceWords["label"];

/** The wording by language; a sentence that is missing does not compile. */
export const placeWords: Readonly<Record<Language, BusinessPlaceWords>> = { en, fr };
