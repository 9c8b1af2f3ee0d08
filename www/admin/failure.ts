import type { Language } from "../../contract/business";
import type { Failure } from "../client";
import { errorText } from "../error-text";
import type { AdminWords } from "./text";

/** Why a call of the desk failed: in the desk's own words where these help more than the API's. */
export function failureText(failure: Failure, t: AdminWords, language: Language): string {
  const own: { readonly [code in Failure["code"]]?: string } = {
    "admin.missing": t.failure.signedOut,
    "admin.group": t.failure.forbidden,
    "access.denied": t.failure.forbidden,
    "not-found": t.failure.gone,
  };
  return own[failure.code] ?? errorText(language, failure);
}
