/** How many characters of the GSM alphabet one SMS holds; with any other character it is 70. */
export const smsLength = 160;

/** The GSM 03.38 alphabet without its extension table, whose characters count twice. */
const alphabet = new Set(
  "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

const spelled: Readonly<Record<string, string>> = {
  œ: "oe",
  Œ: "OE",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "…": "...",
  "€": "EUR",
  "[": "(",
  "]": ")",
  "{": "(",
  "}": ")",
};

/**
 * Writes a text in the GSM alphabet: é, è and à stay, ê becomes e, what has no likeness becomes "?".
 * One character outside the alphabet would more than halve what an SMS holds, and so double its price.
 */
export function toGsm(text: string): string {
  return [...text.normalize("NFC")].map(gsmCharacter).join("");
}

function gsmCharacter(char: string): string {
  if (alphabet.has(char)) return char;
  if (/\s/.test(char)) return " ";
  const plain = spelled[char] ?? char.normalize("NFD").replace(/\p{M}/gu, "");
  return [...plain].map((each) => (alphabet.has(each) ? each : "?")).join("");
}
