import type { Language } from "../business";
import type { Terms } from "../schemas/terms";
import { duration } from "./amounts";
import { money } from "./money";
import type { Visit } from "./visit";

/** What a visit costs and how long it takes, as it is told to customers and expected by them. */
export function termsOf(
  { currency }: { readonly currency: string },
  { durationMinutes, price }: Pick<Visit, "durationMinutes" | "price">,
): Required<Terms> {
  return { durationMinutes, priceMinor: price, currency };
}

/** Whether a visit is sold as a customer expects it; who expects nothing takes what there is. */
export function isAsExpected(terms: Partial<Terms>, expected: Terms | undefined): boolean {
  if (!expected) return true;
  const { durationMinutes, priceMinor, currency = terms.currency } = expected;
  return (
    durationMinutes === terms.durationMinutes &&
    priceMinor === terms.priceMinor &&
    currency === terms.currency
  );
}

/** Terms for people, as far as they are known: "3 h 30, FCFA 28,000". */
export function termsText(
  { durationMinutes, priceMinor, currency }: Partial<Terms> & Required<Pick<Terms, "currency">>,
  language: Language,
): string {
  return [
    ...(durationMinutes === undefined ? [] : [duration(durationMinutes)]),
    ...(priceMinor === undefined ? [] : [money(priceMinor, currency, language)]),
  ].join(", ");
}
