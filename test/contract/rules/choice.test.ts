import { expect } from "chai";
import { choiceProblems, meantServices, productProblems } from "../../../contract/rules/choice";
import { business } from "../../support/fixture-business";

describe("a choice of services and of a person", () => {
  const problems = (service?: string[], staff?: string) =>
    choiceProblems(business, {
      ...(service && { service }),
      ...(staff !== undefined && { staff }),
    });

  it("has no problem where the business has them, or where nothing is chosen", () => {
    expect(problems(["cornrows", "take-down", "wash-treatment"], "solange")).to.deep.equal({});
    expect(problems()).to.deep.equal({});
  });

  it("can't be of what the business does not have", () => {
    expect(problems(["haircut"])).to.deep.equal({ service: "service.unknown" });
    expect(problems(["cornrows", "haircut"])).to.deep.equal({ service: "service.unknown" });
    expect(problems(["cornrows"], "nobody")).to.deep.equal({ staff: "staff.unknown" });
    expect(problems(["haircut"], "nobody")).to.deep.equal({
      service: "service.unknown",
      staff: "staff.unknown",
    });
  });

  it("can't be of what is booked at the desk alone, or is paused", () => {
    const withBookable = (bookable: "everyone" | "desk" | "paused") => {
      const services = business.services.map((one) =>
        one.id === "cornrows" ? { ...one, bookable } : one,
      );
      const of = { ...business, services };
      return choiceProblems(of, { service: ["take-down", "cornrows"] });
    };
    expect(withBookable("everyone")).to.deep.equal({});
    expect(withBookable("desk")).to.deep.equal({ service: "service.desk" });
    expect(withBookable("paused")).to.deep.equal({ service: "service.paused" });
  });

  it("can't be of more services than the business does in one visit", () => {
    const four = ["cornrows", "take-down", "wash-treatment", "box-braids"];
    expect(problems(four)).to.deep.equal({ service: "service.many" });
    const more = { ...business, booking: { ...business.booking, maxServices: 4 } };
    expect(choiceProblems(more, { service: four })).to.deep.equal({});
  });
});

describe("the services that a request means", () => {
  const meant = (...named: string[]) => meantServices(business, named);

  it("are the standard services of the categories that it names", () => {
    expect(meant("braiding")).to.deep.equal(["box-braids"]);
    expect(meant("hair", "cornrows")).to.deep.equal(["wash-treatment", "cornrows"]);
  });

  it("stay as they are named where they are services, or nothing that the business has", () => {
    expect(meant("cornrows", "haircut")).to.deep.equal(["cornrows", "haircut"]);
    const categories = business.categories.map(({ id, name }) => ({ id, name }));
    expect(meantServices({ ...business, categories }, ["braiding"])).to.deep.equal(["braiding"]);
  });

  it("can't be the same service twice", () => {
    expect(choiceProblems(business, { service: meant("box-braids", "braiding") })).to.deep.equal({
      service: "service.twice",
    });
  });
});

describe("a product", () => {
  const name = { en: "Comb", fr: "Peigne" };
  const french = { ...business, languages: ["fr"] as const };

  it("has no problem on a shelf of the business, named in its languages", () => {
    expect(productProblems(business, { category: "hair-care", name })).to.deep.equal({});
    expect(productProblems(french, { name: { fr: "Peigne" } })).to.deep.equal({});
    expect(productProblems(business, {})).to.deep.equal({});
  });

  it("can't stand on a shelf that the business does not have", () => {
    expect(productProblems(business, { category: "cars", name })).to.deep.equal({
      category: "category.unknown",
    });
  });

  it("needs a name in each language of the business, and in no other", () => {
    expect(productProblems(business, { name: { en: "Comb" } })).to.deep.equal({
      name: "name.required",
    });
    expect(productProblems(french, { name })).to.deep.equal({ name: "field.unknown" });
    expect(productProblems(french, { name: {} })).to.deep.equal({ name: "name.required" });
  });
});
