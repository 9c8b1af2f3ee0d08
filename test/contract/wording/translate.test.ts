import { expect } from "chai";
import { type Business, languages } from "../../../contract/business";
import { allMessages, translate } from "../../../contract/wording/translate";
import { business } from "../../support/fixture-business";

describe("the sentences", () => {
  it("exist in every language of the site, as whole sentences", () => {
    for (const [key, text] of Object.entries(allMessages)) {
      for (const language of languages) {
        expect(text[language], `${key} ${language}`).to.match(/^.{5,}[.]$/u);
      }
      expect(text.en, key).not.to.equal(text.fr);
    }
  });

  it("fall back to a general one for a key that nobody wrote", () => {
    expect(translate(business, "fr", "no.such.key")).to.equal("Cette valeur n'est pas valide.");
  });

  it("say what the business's own rules are", () => {
    const other: Business = {
      ...business,
      languages: ["fr"],
      booking: {
        gridMinutes: 20,
        noticeMinutes: 90,
        horizonDays: 14,
        maxServices: 2,
        maxOpenVisits: 5,
        maxOwnMoves: 5,
      },
    };
    expect(translate(other, "en", "service.many")).to.contain(" 2 ");
    expect(translate(other, "en", "date.horizon")).to.contain(" 14 ");
    expect(translate(other, "en", "time.grid")).to.contain(" 20 ");
    expect(translate(other, "en", "time.notice")).to.contain("90 minutes");
    expect(translate(other, "fr", "locale.unknown")).to.contain("fr");
    expect(translate(business, "en", "time.notice")).to.contain("2 hours");
    expect(translate(business, "fr", "time.notice")).to.contain("2 heures");
    expect(translate(business, "fr", "booking.unchangeable")).to.contain("+237");
  });

  it("leave nothing between braces, whatever the key", () => {
    for (const key of Object.keys(allMessages)) {
      for (const language of languages) {
        expect(translate(business, language, key)).not.to.match(/[{}]/);
      }
    }
  });
});
