import { expect } from "chai";
import { languages } from "../../contract/business";
import { adminWords } from "../../www/admin/text";
import { pageWords } from "../../www/pages/text";
import { dictionaries, say, typeset } from "../../www/text";

/** Everything that the public pages say, whether a script says it or the build. */
const wording = {
  en: { scripts: dictionaries.en, pages: pageWords.en },
  fr: { scripts: dictionaries.fr, pages: pageWords.fr },
};

describe("the site's wording", () => {
  const english = sentences(wording.en);

  for (const language of languages) {
    const own = sentences(wording[language]);

    it(`says everything in ${language}, with nothing left empty`, () => {
      expect([...own.keys()]).to.deep.equal([...english.keys()]);
      for (const [key, sentence] of own) expect(sentence.trim(), key).not.to.equal("");
    });

    it(`uses typographic apostrophes in ${language}`, () => {
      for (const [key, sentence] of own) expect(sentence, key).not.to.contain("'");
    });
  }

  it("puts a no-break space before high punctuation in French", () => {
    const french = sentences(wording.fr);
    for (const [key, sentence] of french) expect(sentence, key).not.to.match(/(^|[^\u00a0])[:;!?]/);
    expect([...french.values()].join(" ")).to.match(/\u00a0\?/);
  });

  it("is translated, not copied: only the word E-mail is the same in both languages", () => {
    const french = sentences(wording.fr);
    const same = [...english].filter(([key, sentence]) => french.get(key) === sentence);
    expect(same.map(([key]) => key)).to.deep.equal(["scripts.book.emailLabel"]);
  });

  it("takes nobody for a woman or a man in French", () => {
    const gendered = /connectée|absente|êtes (dé)?connecté|êtes autorisé|le client|la cliente/i;
    const french = [...sentences(wording.fr), ...sentences(adminWords.fr)];
    for (const [key, sentence] of french) expect(sentence, key).not.to.match(gendered);
  });

  it("sets the business's texts and the API's sentences like its own", () => {
    expect(say({ en: "the Day of 'A'", fr: "l'An : oui" }, "fr")).to.equal("l’An\u00a0: oui");
    expect(typeset("Veuillez choisir : l'heure")).to.equal("Veuillez choisir\u00a0: l’heure");
  });
});

/** Every sentence by its place; those with blanks are filled with a sample. */
function sentences(dictionary: object, place = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(dictionary)) {
    const here = place ? `${place}.${key}` : key;
    if (typeof value === "string") found.set(here, value);
    else if (typeof value === "function") {
      for (const count of [0, 1, 3]) found.set(`${here}(${count})`, value(count, String(count)));
    } else for (const [inner, text] of sentences(value, here)) found.set(inner, text);
  }
  return found;
}
