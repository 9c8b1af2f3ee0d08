import { expect } from "chai";
import fc from "fast-check";
import { sentiments } from "../../../../contract/schemas/feedback";
import { lexiconVersion, weights } from "../../../../handlers/feedback/sentiment/lexicon";
import { phrases } from "../../../../handlers/feedback/sentiment/phrases";
import { sentimentOf } from "../../../../handlers/feedback/sentiment/sentiment";
import { words } from "../../../../handlers/feedback/sentiment/words";
import { english, french, type Labelled } from "./labelled";

describe("the sentiment of a review", () => {
  const missed = (reviews: readonly Labelled[]) =>
    reviews.filter(([text, sentiment]) => sentimentOf(text) !== sentiment);
  const accuracy = (reviews: readonly Labelled[]) =>
    Math.round((1 - missed(reviews).length / reviews.length) * 1000) / 10;

  for (const [language, reviews] of Object.entries({ English: english, French: french })) {
    it(`agrees with a reader on ${accuracy(reviews)} % of ${reviews.length} ${language} reviews, at least 85`, () => {
      const texts = missed(reviews).map(([text, sentiment]) => `${sentiment}: ${text}`);
      expect(accuracy(reviews), texts.join("\n")).to.be.at.least(85);
    });
  }

  it("was measured on at least 60 different reviews with a fair share of each sentiment", () => {
    const all = [...english, ...french];
    expect(new Set(all.map(([text]) => text)).size).to.equal(all.length);
    expect(all.length).to.be.at.least(60);
    for (const sentiment of sentiments) {
      expect(all.filter(([, label]) => label === sentiment).length).to.be.at.least(15);
    }
  });

  it("denies what a denial reaches and nothing else", () => {
    expect(sentimentOf("The braids are good")).to.equal("positive");
    expect(sentimentOf("The braids are not good")).to.equal("negative");
    expect(sentimentOf("The braids didn’t look good")).to.equal("negative");
    expect(sentimentOf("It was not far, the braids are good")).to.equal("positive");
    expect(sentimentOf("Je recommande")).to.equal("positive");
    expect(sentimentOf("Je ne recommande pas")).to.equal("negative");
    expect(sentimentOf("Je recommande pas")).to.equal("negative");
    expect(sentimentOf("Une personne agréable")).to.equal("positive");
    expect(sentimentOf("Personne n'est agréable")).to.equal("negative");
  });

  it("reads “plus” as a denial only after “ne”", () => {
    expect(sentimentOf("Le salon est plus propre")).to.equal("positive");
    expect(sentimentOf("Le salon n'est plus propre")).to.equal("negative");
  });

  it("knows sayings that look like denials", () => {
    expect(sentimentOf("Sans doute le meilleur salon")).to.equal("positive");
    expect(sentimentOf("Sans doute le pire salon")).to.equal("negative");
    expect(sentimentOf("Pas mal")).to.equal("positive");
    expect(sentimentOf("J'ai eu mal")).to.equal("negative");
    expect(sentimentOf("I can't recommend her enough")).to.equal("positive");
    expect(sentimentOf("I can't recommend her")).to.equal("negative");
  });

  it("reads a text without its accents and in capitals alike", () => {
    for (const [text] of french) {
      const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
      expect(sentimentOf(plain), text).to.equal(sentimentOf(text));
      expect(sentimentOf(text.toUpperCase()), text).to.equal(sentimentOf(text));
    }
  });

  it("does not take a word of one language for its false friend in the other", () => {
    expect(sentimentOf("Le salon est sale")).to.equal("negative");
    expect(sentimentOf("The hair oil was on sale and I had to pay in cash")).to.equal("neutral");
  });

  it("says one of three of 500 random sentences in both languages", () => {
    const word = fc.constantFrom(
      ...[...weights.keys(), ...phrases.keys()],
      ...[...english, ...french].flatMap(([text]) => text.split(" ")),
      ..."ne n' pas plus jamais not never n't can't personne rien sans ' , . ! 👍 peu un".split(
        " ",
      ),
    );
    const sentence = fc.array(word, { maxLength: 60 }).map((picked) => picked.join(" "));
    fc.assert(
      fc.property(sentence, (text) => sentiments.includes(sentimentOf(text))),
      { numRuns: 500 },
    );
  });

  it("bears any text of 2,000 characters", () => {
    const text = fc.string({ unit: "binary", maxLength: 2000 });
    fc.assert(
      fc.property(text, (anything) => sentiments.includes(sentimentOf(anything))),
      { numRuns: 500 },
    );
    for (const one of ["", "'", "n'", "''''", "\ud800", "İ", "toString constructor __proto__"]) {
      expect(sentimentOf(one), one).to.equal("neutral");
    }
  });

  it("holds only words and groups of words that a text can be taken apart into", () => {
    for (const entry of [...weights.keys(), ...phrases.keys()]) {
      expect(words(entry).join(" "), entry).to.equal(entry);
    }
    expect(lexiconVersion).to.match(/^\d{4}-\d{2}$/);
  });
});
