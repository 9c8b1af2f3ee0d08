import type { Language, OptionChoice } from "../contract/business";
import { duration } from "../contract/rules/amounts";
import { money } from "../contract/rules/money";

/** What a choice adds to a visit, like "+30 min, +3 000 FCFA"; "" where nothing. */
export function addedText(
  { addedMinutes = 0, addedPrice = 0 }: Pick<OptionChoice, "addedMinutes" | "addedPrice">,
  currency: string,
  language: Language,
): string {
  return [
    addedMinutes > 0 && `+${duration(addedMinutes)}`,
    addedPrice > 0 && `+${money(addedPrice, currency, language)}`,
  ]
    .filter(Boolean)
    .join(", ");
}
