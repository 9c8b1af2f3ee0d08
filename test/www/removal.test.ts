import { expect } from "chai";
import { criteriaOf, emptyForm } from "../../www/admin/bookings/removal/criteria";

describe("the criteria of a removal", () => {
  const asked = (timeZone: string, form: object) =>
    criteriaOf({ timeZone }, { ...emptyForm, ...form });

  it("are what was filled in, and no more", () => {
    expect(asked("Africa/Douala", {})).to.deep.equal({ messages: "one" });
    const form = { phone: " 6 51 84 46 64 ", from: "2026-11-23", messages: "none" };
    expect(asked("Africa/Douala", form)).to.deep.equal({
      phone: "6 51 84 46 64",
      from: "2026-11-23",
      messages: "none",
    });
  });

  it("have the moments of the business's clock in UTC, in summer and in winter", () => {
    const at = (timeZone: string, madeFrom: string) => asked(timeZone, { madeFrom }).madeFrom;
    expect(at("Africa/Douala", "2026-11-23T09:05")).to.equal("2026-11-23T08:05:00Z");
    expect(at("Africa/Douala", "2026-11-23T00:30")).to.equal("2026-11-22T23:30:00Z");
    expect(at("Europe/Paris", "2026-07-01T09:00")).to.equal("2026-07-01T07:00:00Z");
    expect(at("Europe/Paris", "2026-12-01T09:00:30")).to.equal("2026-12-01T08:00:00Z");
    expect(at("America/St_Johns", "2026-12-01T22:00")).to.equal("2026-12-02T01:30:00Z");
    // In the hours after the clocks were put forward and back.
    expect(at("Europe/Paris", "2026-03-29T03:10")).to.equal("2026-03-29T01:10:00Z");
    expect(at("Europe/Paris", "2026-10-25T04:10")).to.equal("2026-10-25T03:10:00Z");
  });

  it("leave what is no moment to the schema", () => {
    expect(asked("Africa/Douala", { madeTo: "soon" }).madeTo).to.equal("soon");
  });
});
