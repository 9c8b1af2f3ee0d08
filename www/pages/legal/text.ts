import type { Language } from "../../../contract/business";
import { en, type LegalWords } from "./en";
import { fr } from "./fr";

/** The wording of the legal notice and the privacy page by language. */
export const legalWords: Readonly<Record<Language, LegalWords>> = { en, fr };
