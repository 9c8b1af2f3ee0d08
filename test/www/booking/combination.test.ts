import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { combinationProblem, personProblem } from "../../../www/booking/combination";
import { emptyDraft } from "../../../www/booking/draft";
import { toRequest } from "../../../www/booking/request";
import { business } from "../../support/fixture-business";

const person = (id: string, of: Business = business) => {
  const found = of.staff.find((one) => one.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
};
/** Nobody does both locs and cornrows, and no day is longer than four hours. */
const small: Business = {
  ...business,
  openingHours: Object.fromEntries(
    Object.keys(business.openingHours).map((day) => [day, [{ opens: "10:00", closes: "14:00" }]]),
  ) as unknown as Business["openingHours"],
  staff: [
    { ...person("petra"), services: ["faux-locs", "take-down", "box-braids"] },
    { ...person("solange"), services: ["cornrows", "take-down", "box-braids"] },
  ],
};

describe("services that can't be one visit", () => {
  it("are none where somebody does them all and a day is long enough", () => {
    expect(combinationProblem(business, [])).to.equal(undefined);
    expect(combinationProblem(business, ["box-braids", "cornrows"])).to.equal(undefined);
    expect(combinationProblem(small, ["box-braids"]), "exactly as long as the day").to.equal(
      undefined,
    );
  });

  it("are told when nobody does them together, with what to leave out", () => {
    expect(combinationProblem(small, ["cornrows", "faux-locs"])).to.deep.equal({
      kind: "nobody",
      spare: ["faux-locs"],
    });
  });

  it("are told when they are longer than every opening, with what to leave out", () => {
    expect(combinationProblem(small, ["box-braids", "take-down"])).to.deep.equal({
      kind: "long",
      spare: ["box-braids", "take-down"],
    });
    expect(combinationProblem(small, ["faux-locs"])).to.deep.equal({ kind: "long", spare: [] });
  });

  it("count the length with each person, who may be faster", () => {
    const fast = { ...person("petra", small), terms: { "faux-locs": { durationMinutes: 180 } } };
    const quick: Business = { ...small, staff: [fast] };
    expect(combinationProblem(quick, ["faux-locs"])).to.equal(undefined);
    expect(personProblem(quick, fast, ["faux-locs"])).to.equal(undefined);
    expect(personProblem(small, person("petra", small), ["faux-locs"])).to.deep.equal({
      kind: "long",
    });
  });

  it("name what a person does not do", () => {
    const solange = person("solange", small);
    expect(personProblem(small, solange, ["cornrows", "faux-locs"])).to.deep.equal({
      kind: "not-done",
      services: ["faux-locs"],
    });
    expect(personProblem(small, solange, [])).to.equal(undefined);
  });

  it("keep the form from being sent, before any request", () => {
    const result = toRequest(
      { business: small, language: "fr" },
      {
        ...emptyDraft,
        services: ["cornrows", "faux-locs"],
        date: "2026-11-23",
        time: "10:00",
        name: "Awa",
        phone: "651844664",
      },
    );
    expect(result).to.deep.equal({
      ok: false,
      problems: { service: "Personne ne propose toutes ces prestations en un seul rendez-vous" },
    });
  });
});
