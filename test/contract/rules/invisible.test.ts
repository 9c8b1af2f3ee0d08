import { expect } from "chai";
import { hasInvisible, visibleLines, withoutInvisible } from "../../../contract/rules/invisible";
import { invisibles } from "../../support/invisibles";

describe("what nobody sees in a text", () => {
  for (const [name, character] of Object.entries(invisibles)) {
    it(`is found and taken out: ${name}`, () => {
      for (const text of [`Awa${character}Ngo`, `${character}Awa`, `Awa${character}`, character]) {
        expect(hasInvisible(text)).to.equal(true);
        expect(withoutInvisible(text)).to.equal(text.replaceAll(character, ""));
      }
    });
  }

  it("is nothing that a name, a script or an emoji needs", () => {
    for (const text of [
      "Éloïse N’Gué",
      "e\u0301",
      "Nguyễn",
      "明美",
      "Мария",
      "محمد",
      // Persian and Kurdish names with a joiner, Sinhala, Malayalam, Bengali, Hindi.
      "علی\u200cرضا",
      "مُحَمَّد\u200cعلی",
      "ه\u200d",
      "ශ්\u200dරී",
      "അവന്\u200d",
      "র\u200d্যাম",
      "क्\u200dष",
      "𞤀𞤁\u200d𞤂",
      "👩🏿\u200d🦱",
      "👨\u200d👩\u200d👧\u200d👦",
      "🏳️\u200d🌈",
      "❤️",
      "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
      "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
      "ᠠᠢᠯ᠎ᠠ",
      "ꯀ꯭\u200dꯌ",
      "1️⃣",
      "葛\u{e0100}",
      "\u00a0\u202f",
    ]) {
      expect(hasInvisible(text), text).to.equal(false);
      expect(withoutInvisible(text)).to.equal(text);
    }
  });

  it("is a joiner where nothing joins", () => {
    for (const text of ["cas\u200dino", "a\u200cb", "علی\u200c\u200cرضا", "👩\u200d", "\u200d🦱"]) {
      expect(hasInvisible(text), JSON.stringify(text)).to.equal(true);
    }
  });

  it("is a text in the tags of a flag that is none, and a second choice of a look", () => {
    const tags = [..."visit"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
    for (const [text, seen] of [
      [`🏴${tags.join("")}\u{e007f}`, "🏴"],
      ["❤\ufe0f\ufe0f", "❤\ufe0f"],
      [`a${"\ufe00".repeat(50)}`, "a\ufe00"],
      ["👩\ufe0f\ufe0f\u200d🦱", "👩\ufe0f🦱"],
    ] as const) {
      expect(hasInvisible(text), JSON.stringify(text)).to.equal(true);
      expect(withoutInvisible(text)).to.equal(seen);
    }
  });

  it("is gone after it was taken out once, whatever stood beside it", () => {
    const all = Object.values(invisibles);
    for (const one of all) {
      for (const other of all) {
        const text = `👩${one}\u200d${other}🦱 علی${one}\u200c${other}رضا`;
        expect(hasInvisible(withoutInvisible(text))).to.equal(false);
      }
    }
  });

  it("leaves the lines of a note, with one kind of line end and no tab", () => {
    expect(visibleLines("One\r\ntwo\rthree\u2028four\u0085five\tsix\0seven")).to.equal(
      "One\ntwo\nthree\nfour\nfive sixseven",
    );
  });
});
