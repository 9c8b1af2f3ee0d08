import { expect } from "chai";
import { toGsm } from "../../../handlers/runtime/gsm-alphabet";

describe("the alphabet of text messages", () => {
  it("keeps the accents it has and folds those it has not", () => {
    expect(toGsm("réservé à Zoé, où ? août, forêt, nœud, ça, Noël, île")).to.equal(
      "réservé à Zoé, où ? aout, foret, noeud, ca, Noel, ile",
    );
  });

  it("takes a letter with its accent apart for the same letter", () => {
    expect(toGsm("de\u0301place\u0301")).to.equal("déplacé");
  });

  it("spells typographic marks, brackets and spaces that would count twice or cost the alphabet", () => {
    expect(toGsm("l’avis « d’hier » – 5\u00a0€… [a] {b}")).to.equal(
      "l'avis \" d'hier \" - 5 EUR... (a) (b)",
    );
  });

  it("puts a question mark for what has no likeness", () => {
    expect(toGsm("a 💇 b 漢 c \\ d")).to.equal("a ? b ? c ? d");
  });
});
