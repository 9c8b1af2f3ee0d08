import type { Language, Text } from "../contract/business";
import { errorMessages } from "../contract/wording/errors";
import { gatewayMessages } from "../contract/wording/gateway";
import type { Failure } from "./client";
import { dictionaries, typeset } from "./text";

/** The codes that the gateway may answer; its sentences are always in English. */
const byCode: Readonly<Record<string, Text>> = {
  ...gatewayMessages,
  invalid: errorMessages.invalid,
  "admin.missing": errorMessages["admin.missing"],
  "not-found": errorMessages["not-found"],
  "body.large": errorMessages["body.large"],
  internal: errorMessages.internal,
};

/**
 * Why a call failed, in the reader's language. Functions answer in that language already; an
 * unknown code keeps the sentence that came with it, and without one the general sentence stands.
 */
export function errorText(
  language: Language,
  { status, code, error }: Pick<Failure, "status" | "code" | "error">,
): string {
  if (status === 0) return dictionaries[language].offline;
  return typeset(byCode[code]?.[language] || error || errorMessages.internal[language]);
}
