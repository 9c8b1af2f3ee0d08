import type { Language, Text } from "../contract/business";
import { errorMessages } from "../contract/wording/errors";
import { gatewayMessages } from "../contract/wording/gateway";
import type { Failure } from "./client";
import { dictionaries, typeset } from "./text";

/** What the gateway may answer, whose sentences are in English whatever the page is in. */
const byCode: Readonly<Record<string, Text>> = {
  ...gatewayMessages,
  invalid: errorMessages.invalid,
  "admin.missing": errorMessages["admin.missing"],
  "not-found": errorMessages["not-found"],
  "body.large": errorMessages["body.large"],
  internal: errorMessages.internal,
};

/**
 * Why a call failed, in the reader's language. Functions write it in that language; a code that is not
 * known here keeps the sentence that came with it, and no sentence at all gives the general one.
 */
export function errorText(
  language: Language,
  { status, code, error }: Pick<Failure, "status" | "code" | "error">,
): string {
  if (status === 0) return dictionaries[language].offline;
  return typeset(byCode[code]?.[language] || error || errorMessages.internal[language]);
}
