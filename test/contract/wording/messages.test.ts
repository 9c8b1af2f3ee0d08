import { expect } from "chai";
import { business } from "../../../business";
import { allMessages, chooseLanguage, translate } from "../../../contract/wording/messages";

describe("the sentences", () => {
  it("exist in every language of the business, as whole sentences", () => {
    for (const [key, text] of Object.entries(allMessages)) {
      for (const language of business.languages) {
        expect(text[language], `${key} ${language}`).to.match(/^.{5,}[.]$/u);
      }
      expect(text.en, key).not.to.equal(text.fr);
    }
  });

  it("fall back to a general one for a key that nobody wrote", () => {
    expect(translate("fr", "no.such.key")).to.equal("Cette valeur n'est pas valable.");
  });

  it("come in the first language that the site has", () => {
    expect(chooseLanguage("de-DE,fr;q=0.8,en;q=0.5")).to.equal("fr");
    expect(chooseLanguage(undefined, "fr-CM")).to.equal("fr");
    expect(chooseLanguage("de")).to.equal("en");
    expect(chooseLanguage()).to.equal("en");
  });
});
