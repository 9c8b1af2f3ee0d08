import { expect } from "chai";
import type { Business, ServiceOption } from "../../../contract/business";
import { choiceProblems } from "../../../contract/rules/choice";
import {
  dearestPrice,
  listedPrice,
  nameWithOptions,
  tellingOptions,
} from "../../../contract/rules/options";
import { sell, soldNames } from "../../../contract/rules/sold";
import { visitOf } from "../../../contract/rules/visit";
import { translate } from "../../../contract/wording/translate";
import { business as fixture } from "../../support/fixture-business";

const same = (text: string) => ({ en: text, fr: text });
const size: ServiceOption = {
  id: "size",
  name: { en: "Size", fr: "Taille" },
  choices: [
    { id: "medium", name: same("medium") },
    { id: "small", name: { en: "small", fr: "petites" }, addedMinutes: 45 },
    { id: "jumbo", name: same("jumbo"), addedPrice: 1500 },
  ],
};

/** The fixture with a second option of its locs, and with Petra taking less time for them. */
const business: Business = {
  ...fixture,
  services: fixture.services.map((one) =>
    one.id === "faux-locs"
      ? {
          ...one,
          options: [...(one.options ?? []), size],
          gap: { afterMinutes: 60, minutes: 30 },
        }
      : one,
  ),
  staff: [
    { ...fixture.staff[0], terms: { "faux-locs": { durationMinutes: 200, price: 30000 } } },
    ...fixture.staff.slice(1),
  ],
};
const locs = business.services.find(({ id }) => id === "faux-locs") as Business["services"][0];

describe("the options of services", () => {
  it("add their minutes and their price to the service's own", () => {
    const visit = (options?: Record<string, string>) => {
      const { durationMinutes, price } = visitOf(business, ["faux-locs"], undefined, options);
      return [durationMinutes, price];
    };
    expect(visit()).to.deep.equal([300, 35000]);
    expect(visit({ "locs-length": "shoulder", size: "medium" })).to.deep.equal([300, 35000]);
    expect(visit({ "locs-length": "waist" })).to.deep.equal([360, 41000]);
    expect(visit({ "locs-length": "waist", size: "small" })).to.deep.equal([405, 41000]);
    expect(visit({ "locs-length": "mid-back", size: "jumbo" })).to.deep.equal([330, 39500]);
  });

  it("come on top of a person's own terms", () => {
    expect(visitOf(business, ["faux-locs"], "petra", { "locs-length": "waist" })).to.deep.include({
      durationMinutes: 260,
      price: 36000,
    });
  });

  it("lengthen the end of a service: its gap stays, and what follows begins later", () => {
    const { gaps, durationMinutes } = visitOf(
      business,
      ["faux-locs", "faux-locs", "cornrows"],
      undefined,
      { "locs-length": "waist" },
    );
    expect(gaps).to.deep.equal([
      { startMinutes: 60, endMinutes: 90 },
      { startMinutes: 420, endMinutes: 450 },
    ]);
    expect(durationMinutes).to.equal(360 + 360 + 90);
  });

  it("add nothing to other services, nor where the business has dropped them", () => {
    const options = { "locs-length": "waist", size: "gone", colour: "red" };
    expect(visitOf(business, ["cornrows"], undefined, options).price).to.equal(8000);
    expect(visitOf(business, ["faux-locs"], undefined, options).price).to.equal(41000);
  });

  it("stand behind the service's name in what is sold, but for standard ones", () => {
    const sold = (options: Record<string, string>) =>
      sell(business, ["cornrows", "faux-locs"], "petra", options);
    const waist = sold({ size: "small", "locs-length": "waist" });
    expect(soldNames(waist, "en")).to.equal("Cornrows + Faux locs (waist length, small)");
    expect(soldNames(waist, "fr")).to.equal(
      "Nattes collées + Fausses locks (longueur taille, petites)",
    );
    expect(waist).to.include({ durationMinutes: 90 + 200 + 60 + 45, priceMinor: 44000 });
    expect(soldNames(sold({ size: "medium" }), "en")).to.equal("Cornrows + Faux locs");
    expect(nameWithOptions(locs, undefined)).to.equal(locs.name);
  });

  it("are told in the order of the business, without standard ones and those of other services", () => {
    const told = (services: string[], options: Record<string, string>) =>
      JSON.stringify(tellingOptions(business, services, options));
    const both = { size: "small", "locs-length": "waist" };
    expect(told(["faux-locs"], both)).to.equal('{"locs-length":"waist","size":"small"}');
    expect(told(["faux-locs"], { size: "medium", colour: "red" })).to.equal("{}");
    expect(told(["cornrows"], both)).to.equal("{}");
  });

  it("make the price on a list the lowest one, where a choice costs more", () => {
    expect(listedPrice(locs)).to.deep.equal({ minor: 35000, isFromPrice: true });
    expect(dearestPrice(locs)).to.equal(35000 + 6000 + 1500);
    const longer = { price: 8000, options: [{ ...size, choices: size.choices.slice(0, 2) }] };
    expect(listedPrice(longer)).to.deep.equal({ minor: 8000, isFromPrice: false });
    expect(listedPrice({ price: 1, isFromPrice: true })).to.include({ isFromPrice: true });
  });

  it("have to be the business's, of a chosen service, with a choice of their own", () => {
    const problem = (options: Record<string, string>, service = ["faux-locs"]) =>
      choiceProblems(business, { service, options });
    expect(problem({})).to.deep.equal({});
    expect(problem({ "locs-length": "shoulder", size: "small" })).to.deep.equal({});
    expect(problem({ colour: "red" })).to.deep.equal({ options: "options.unknown:colour" });
    expect(problem({ size: "waist" })).to.deep.equal({ options: "options.choice:size" });
    expect(problem({ size: "small" }, ["cornrows"])).to.deep.equal({
      options: "options.service:size",
    });
    for (const name of ["constructor", "toString", "length"]) {
      expect(problem({ [name]: "x" })).to.deep.equal({ options: `options.unknown:${name}` });
      expect(problem({ size: name })).to.deep.equal({ options: "options.choice:size" });
    }
  });

  it("are named in the sentence about them", () => {
    expect(translate(business, "fr", "options.choice:size")).to.equal(
      "Ce choix pour « Taille » n'est plus proposé. Choisissez à nouveau.",
    );
    expect(translate(business, "en", "options.service:locs-length")).to.match(/^“Length” belongs /);
    expect(translate(business, "en", "options.unknown:colour")).to.contain("“colour”");
  });
});
