import { expect } from "chai";
import { languages } from "../../contract/business";
import { reviewWords } from "../../www/admin/feedback/words";
import { adminWords } from "../../www/admin/text";

const words = {
  en: { ...adminWords.en, reviews: reviewWords.en },
  fr: { ...adminWords.fr, reviews: reviewWords.fr },
};

describe("the owner's wording", () => {
  const english = sentences(words.en);
  const french = sentences(words.fr);

  for (const language of languages) {
    it(`says everything in ${language}, with nothing left empty and typographic apostrophes`, () => {
      const own = sentences(words[language]);
      expect([...own.keys()]).to.deep.equal([...english.keys()]);
      for (const [key, sentence] of own) {
        expect(sentence.trim(), key).not.to.equal("");
        expect(sentence, key).not.to.contain("'");
      }
    });
  }

  it("puts a no-break space before high punctuation in French", () => {
    for (const [key, sentence] of french) expect(sentence, key).not.to.match(/(^|[^\u00a0])[:;!?]/);
  });

  it("is translated, not copied", () => {
    const same = [...english].filter(([key, sentence]) => french.get(key) === sentence);
    // Words that are the same in both languages.
    expect(new Set(same.map(([, sentence]) => sentence))).to.deep.equal(
      new Set(["Actions", "Messages", "Confirmation", "Confirmation (SMS)", "E-mail"]),
    );
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
