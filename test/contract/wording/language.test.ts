import { expect } from "chai";
import { chooseLanguage } from "../../../contract/wording/language";
import { business } from "../../support/fixture-business";

describe("the language that a person prefers", () => {
  const choices: [header: string | undefined, language: string][] = [
    ["de-DE,fr;q=0.8,en;q=0.5", "fr"],
    ["en;q=0.5, fr;q=0.8", "fr"],
    ["fr, en", "fr"],
    ["en-GB, en;q=0.8, fr;q=0.9", "en"],
    ["fr;q=0.5, en;q=0.5", "fr"],
    ["fr-CM", "fr"],
    ["FR-cm", "fr"],
    ["fr_CM", "fr"],
    ["frr", "en"],
    ["fry, fr;q=0.1", "fr"],
    ["en;q=0", "fr"],
    ["en;q=0.000, de", "fr"],
    ["en;q=0, fr;q=0", "en"],
    ["*", "en"],
    ["en;q=0, *", "fr"],
    ["fr;q=0.2, *;q=0.8", "en"],
    ["fr;q=0.9, *;q=0.8", "fr"],
    ["*;q=0", "en"],
    ["fr;q=high, en", "en"],
    ["fr;q=2, en;q=0.1", "en"],
    [" fr ; q = 1.0 ", "fr"],
    ["de", "en"],
    ["", "en"],
    [",;,", "en"],
    [undefined, "en"],
  ];
  for (const [header, language] of choices) {
    it(`is ${language} for ${header}`, () => {
      expect(chooseLanguage(business, header)).to.equal(language);
    });
  }

  it("is what the first wish names that the site is written in", () => {
    expect(chooseLanguage(business, undefined, "fr-CM")).to.equal("fr");
    expect(chooseLanguage(business, "fr", "en")).to.equal("fr");
    expect(chooseLanguage(business, "de", "fr;q=0.3")).to.equal("fr");
    expect(chooseLanguage({ languages: ["fr", "en"] }, "de")).to.equal("fr");
    expect(chooseLanguage(business)).to.equal("en");
  });
});
