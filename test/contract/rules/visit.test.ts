import { expect } from "chai";
import {
  isOffered,
  offeredServices,
  shortestVisit,
  staffFor,
  visitOf,
} from "../../../contract/rules/visit";
import { business } from "../../support/fixture-business";

describe("a visit", () => {
  it("adds up its services and keeps the longest buffer once", () => {
    expect(visitOf(business, ["take-down", "wash-treatment"])).to.deep.equal({
      durationMinutes: 120,
      bufferMinutes: 15,
      price: 12000,
    });
  });

  it("can't have a service that the business does not offer", () => {
    expect(() => visitOf(business, ["haircut"])).to.throw("The business has no service haircut.");
    expect(isOffered(business, ["cornrows", "haircut"])).to.equal(false);
    expect(isOffered(business, ["cornrows", "take-down"])).to.equal(true);
  });

  it("shows what is offered of what was asked for, in the order of the price list", () => {
    const shown = offeredServices(business, ["take-down", "haircut", "cornrows", 7]);
    expect(shown.map(({ id }) => id)).to.deep.equal(["cornrows", "take-down"]);
  });

  it("is at its shortest the shortest service", () => {
    expect(shortestVisit(business)).to.deep.equal({
      durationMinutes: 60,
      bufferMinutes: 0,
      price: 5000,
    });
  });

  it("is done by whoever does all its services, in the order of the business", () => {
    const ids = (...services: string[]) => staffFor(business, services).map(({ id }) => id);
    expect(ids("cornrows", "wash-treatment")).to.deep.equal(["petra", "solange"]);
    expect(ids("cornrows", "faux-locs")).to.deep.equal(["petra"]);
    expect(ids()).to.deep.equal(["petra", "solange"]);
  });
});
