import { expect } from "chai";
import * as v from "valibot";
import { checkForm, ownProblems } from "../../www/check-form";
import { business } from "../support/fixture-business";

const site = { business, language: "fr" } as const;
const schema = v.strictObject({
  name: v.strictObject({ en: v.pipe(v.string(), v.minLength(1, "name.required")) }),
  category: v.pipe(v.string(), v.toLowerCase()),
});

describe("checking a form", () => {
  it("asks the rules about what the schema made of it, and passes what both accept", () => {
    const asked: unknown[] = [];
    const input = { name: { en: "Comb" }, category: "CARE" };
    const checked = checkForm(site, schema, input, (request) => {
      asked.push(request.category);
      return {};
    });
    expect(checked).to.deep.equal({
      ok: true,
      request: { name: { en: "Comb" }, category: "care" },
    });
    expect(asked).to.deep.equal(["care"]);
  });

  it("names a nested field by its path, and asks no rule about what the schema refuses", () => {
    const input = { name: { en: "" }, category: "care" };
    const checked = checkForm(site, schema, input, (request) => {
      expect(request).to.deep.equal({ category: "care" });
      return {};
    });
    expect(checked.ok ? {} : checked.problems).to.deep.equal({ "name.en": "Indiquez votre nom." });
  });

  it("says what a rule has against it in the reader's language", () => {
    const input = { name: { en: "Comb" }, category: "garden" };
    const rule = () => ({ category: "category.unknown" });
    const english = checkForm({ business, language: "en" }, schema, input, rule);
    expect(english.ok ? {} : Object.keys(english.problems)).to.deep.equal(["category"]);
    const french = checkForm(site, schema, input, rule);
    expect(!french.ok && french.problems.category).to.match(/catégorie/);
    expect(!french.ok && french.problems).not.to.deep.equal(!english.ok && english.problems);
  });

  it("keeps the problems of its own fields, set like the rest of the site", () => {
    const told = { name: "L'erreur !", other: "No." };
    expect(ownProblems(["name", "email"], told)).to.deep.equal({ name: "L’erreur\u00a0!" });
  });
});
