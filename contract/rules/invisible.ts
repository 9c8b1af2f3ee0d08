/**
 * What no text of ours may hold, because nobody sees it and it deceives: control characters, line and
 * paragraph separators, what turns the direction of writing, what has no width, and halves of surrogate
 * pairs. Joiners stay where a script or an emoji needs them.
 */

/** The scripts whose letters take another shape beside a joiner. */
const joiningScripts = [
  ...["Arab", "Syrc", "Mand", "Nkoo", "Adlm", "Mong", "Phag"],
  ...["Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"],
  ...["Tibt", "Mymr", "Khmr", "Laoo", "Thai", "Java", "Bali"],
].map((script) => `\\p{Script_Extensions=${script}}`);

/** Where the invisible belongs: a joiner in such a script, between two emoji, and the tags of a flag. */
const needed = [
  `[${joiningScripts.join("")}]\\p{M}*[\\u200c\\u200d]`,
  "\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]*\\u200d(?=\\p{Extended_Pictographic})",
  "\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}",
].join("|");

/** Variation selectors only choose how the character before them looks. */
const invisible =
  "(?!\\p{Variation_Selector})[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb]";

const pattern = new RegExp(`(${needed})|${invisible}`, "gu");

/** A text without what nobody sees, line ends and tabs included. */
export function withoutInvisible(text: string): string {
  return text.replace(pattern, (_, kept?: string) => kept ?? "");
}

/** Whether a text holds anything that nobody sees, line ends and tabs included. */
export function hasInvisible(text: string): boolean {
  return withoutInvisible(text) !== text;
}

/** Marks of direction, which phones write around what is copied; they turn nothing by themselves. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u061c\u200e\u200f]/g, "");
}

/** Lines of text as they are kept: every line end is "\n", a tab is a space, and the rest can be seen. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .split("\n")
    .map(withoutInvisible)
    .join("\n");
}
