import type { Business, Language } from "../business";

/** The calling codes of one and two digits; every other one has three (ITU-T E.164). */
const callingCode = "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\\d{3}";
const shape = new RegExp(`^\\+(${callingCode})(\\d{7,})$`);

const noBreak = "\u00a0";

/**
 * An E.164 number in groups that are easy to read and never break across lines: "+237 651 844 664", to
 * French readers "+237 6 51 84 46 64".
 */
export function phoneText(number: string, language: Language): string {
  const [, code, rest] = shape.exec(number) ?? [];
  if (!code || !rest) return number;
  // North America writes its numbers the same way in both languages.
  const isPaired = language === "fr" && code !== "1";
  const groups = isPaired
    ? rest.match(/^\d(?=(?:\d\d)+$)|\d\d/g)
    : /^(\d{3})(\d{3})(\d+)$/.exec(rest)?.slice(1);
  return [`+${code}`, ...(groups ?? [])].join(noBreak);
}

/** The number of a business as its customers write it: within France "04 78 37 00 00", without +33, in French. */
export function businessPhoneText(
  { phone, country }: Pick<Business, "phone" | "country">,
  language: Language,
): string {
  const isNational = language === "fr" && country === "FR" && phone.startsWith("+33");
  const text = phoneText(phone, language);
  return isNational ? text.replace(`+33${noBreak}`, "0") : text;
}
