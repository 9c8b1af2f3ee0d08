import * as v from "valibot";
import type { Business, Language } from "../business";
import { businessWords } from "../wording/business";
import { crossProblems } from "./cross-checks";
import { pathText } from "./path-text";
import type { Problem } from "./problem";
import { businessSchema } from "./schema";

/** Everything that is wrong in a document that should be a business, in a language; empty where nothing is. */
export function problemsOf(document: unknown, language: Language = "en"): Problem[] {
  const words = businessWords[language];
  const parsed = v.safeParse(businessSchema(words), document);
  if (parsed.success) return crossProblems(parsed.output as Business, words);
  return parsed.issues.map(({ path, message }) => ({
    path: pathText((path ?? []).map(({ key }) => key)),
    message,
  }));
}
