/** Stands between words where a clause ends. */
export const clauseEnd = ".";

/**
 * The words of a text, folded: lower case, without accents and ligatures, with contractions taken apart
 * ("n'ai" is "ne ai", "didn't" is "did not", "l'accueil" is "accueil"). Emoji are words, too.
 */
export function words(text: string): string[] {
  const folded = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[’‘ʼ`´]/g, "'");
  const parts = folded.match(/[a-z]+(?:'[a-z]+)*|\p{Extended_Pictographic}|[.,;:!?\n()…]/gu) ?? [];
  return parts.flatMap((part) => {
    if (/[a-z]/.test(part)) return takenApart(part);
    return /[.,;:!?\n()…]/.test(part) ? clauseEnd : part;
  });
}

/** Contractions without their apostrophe, as many people type them: "didnt". */
const contracted = /^(ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)nt$/;

function takenApart(word: string): string[] {
  const english = /^([a-z]+?)n?'t$/.exec(word) ?? contracted.exec(word);
  if (english) {
    const verb = english[1] as string;
    return [verb === "ca" ? "can" : verb === "wo" ? "will" : verb, "not"];
  }
  if (word === "cannot") return ["can", "not"];
  return word.split("'").flatMap((piece, index, all) => {
    if (index === all.length - 1)
      return index > 0 && /^(s|m|re|ve|ll|d)$/.test(piece) ? [] : [piece];
    if (piece === "n") return ["ne"];
    if (piece === "qu" || piece === "jusqu" || piece === "lorsqu") return ["que"];
    return /^[ljmtsdc]$/.test(piece) ? [] : [piece];
  });
}
