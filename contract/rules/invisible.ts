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
  ...["Mtei", "Cakm", "Sund", "Sylo"],
].map((script) => `\\p{Script_Extensions=${script}}`);

/** The flags that are written with tags: of England, Scotland and Wales. */
const flags = ["gbeng", "gbsct", "gbwls"]
  .map((region) =>
    [...region].map((letter) => `\\u{${(0xe0000 + letter.charCodeAt(0)).toString(16)}}`).join(""),
  )
  .join("|");

/** Where the invisible belongs: a joiner in such a script, between two emoji, and the tags of a flag. */
const needed = [
  `[${joiningScripts.join("")}]\\p{M}*[\\u200c\\u200d]`,
  "\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?\\u200d(?=\\p{Extended_Pictographic})",
  `\\u{1f3f4}(?:${flags})\\u{e007f}`,
  "\\p{Script_Extensions=Mong}\\u180e(?=\\p{Script_Extensions=Mong})",
].join("|");

/** A variation selector only chooses how the character before it looks; a second one chooses nothing. */
const invisible =
  "(?<=\\p{Variation_Selector})\\p{Variation_Selector}|(?!\\p{Variation_Selector})[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb]";

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
