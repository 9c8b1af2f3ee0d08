/** The texts of the elements of a name, which hold no elements of their own. */
export function elementTexts(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text = ""]) =>
    text.replace(
      /&(#x[\da-f]+|#\d+|\w+);/gi,
      (written, entity: string) => textOf(entity) ?? written,
    ),
  );
}

const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};

function textOf(entity: string): string | undefined {
  if (!entity.startsWith("#")) return named[entity];
  const code = Number(entity.slice(1).replace(/^x/i, "0x"));
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
