import type { Language } from "../business";

/** Amounts of money: whole minor units of a currency (ISO 4217), 2850 for 28.50 EUR or for 2,850 XAF. */

const formats = new Map<string, Intl.NumberFormat>();

/** An amount in the reader's language: "25 000 FCFA", "28,50 €", "€28.50"; no line breaks within it. */
export function money(minor: number, currency: string, language: Language): string {
  const text = formatOf(currency, language).format(minor / 10 ** minorDigits(currency));
  // Which of the two spaces groups digits depends on the age of a browser.
  return text.replace(/[\s\u202f]/g, "\u00a0");
}

/** A price in the reader's language, "from €55.00" where the exact one is said on the day. */
export function priceText(
  price: { readonly minor: number; readonly isFromPrice?: boolean | undefined },
  currency: string,
  language: Language,
): string {
  const amount = money(price.minor, currency, language);
  if (!price.isFromPrice) return amount;
  return language === "fr" ? `à partir de\u00a0${amount}` : `from\u00a0${amount}`;
}

/** How many digits of an amount are behind the decimal separator: 0 for XAF, 2 for EUR. */
export function minorDigits(currency: string): number {
  return formatOf(currency, "en").resolvedOptions().maximumFractionDigits ?? 0;
}

/** The sign of a currency, like "€" or "FCFA". */
export function currencySign(currency: string, language: Language): string {
  const parts = formatOf(currency, language).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

/** Whether a text is the code of a currency that amounts can be written in. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

/** An amount as a person would type it, without a sign: "28.50" or "28,50". */
export function typedMoney(minor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const text = (minor / 10 ** digits).toFixed(digits);
  return language === "fr" ? text.replace(".", ",") : text;
}

/**
 * The whole minor units of a typed amount, with either decimal separator and with or without groups of
 * digits; undefined for nothing, NaN for what is no amount of this currency.
 */
export function readMoney(typed: string, currency: string): number | undefined {
  const text = typed.replace(/\s/g, "");
  if (text === "") return undefined;
  const digits = minorDigits(currency);
  // "28,505" is no price in euros: it may be 28.505 or 28,505, so groups need decimals behind them.
  const [, grouped, whole = grouped, part = ""] =
    (digits === 0
      ? /^(\d{1,3}(?:[.,]\d{3})+)$|^(\d+)$/
      : new RegExp(`^(?:(\\d{1,3}(?:[.,]\\d{3})+)(?=[.,])|(\\d+))(?:[.,](\\d{1,${digits}}))?$`)
    ).exec(text) ?? [];
  if (whole === undefined) return Number.NaN;
  return Number(whole.replace(/[.,]/g, "") + part.padEnd(digits, "0"));
}

function formatOf(currency: string, language: Language): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known =
    formats.get(key) ?? new Intl.NumberFormat(language, { style: "currency", currency });
  formats.set(key, known);
  return known;
}
