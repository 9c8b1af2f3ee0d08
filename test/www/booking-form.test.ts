import { expect } from "chai";
import { requestProblems } from "../../contract/rules/booking-request";
import { offeredServices, staffFor, visitOf } from "../../contract/rules/visit";
import { emptyDraft, requestedVisit } from "../../www/booking/draft";
import { fieldOrder, setRequestRules, toRequest } from "../../www/booking/request";
import { lastWeek, weekAt, weekOf } from "../../www/booking/times/weeks";
import { ownProblems } from "../../www/check-form";
import { business } from "../support/fixture-business";

const inEnglish = { business, language: "en" } as const;
const inFrench = { business, language: "fr" } as const;

const draft = {
  ...emptyDraft,
  services: ["cornrows"],
  date: "2026-11-23",
  time: "10:00",
  name: "Awa Ndongo",
  phone: "6 51 84 46 64",
};

describe("the booking form", () => {
  before(() => setRequestRules(requestProblems));

  it("makes a request of a filled form and leaves out what was left empty", () => {
    expect(toRequest(inFrench, draft)).to.deep.equal({
      ok: true,
      body: {
        name: "Awa Ndongo",
        phone: "6 51 84 46 64",
        service: ["cornrows"],
        date: "2026-11-23",
        time: "10:00",
        locale: "fr",
      },
    });
  });

  it("names each missing field in the visitor's language", () => {
    expect(toRequest(inEnglish, emptyDraft)).to.deep.equal({
      ok: false,
      problems: {
        service: "Choose a service.",
        date: "Choose a day.",
        time: "Choose a time.",
        name: "Enter your name.",
        phone: "Enter your phone number.",
      },
    });
  });

  it("says what is wrong with an address, a number and a note, and with nothing else", () => {
    const wrong = { ...draft, email: "awa@", phone: "12", note: "x".repeat(501) };
    const result = toRequest(inFrench, wrong);
    expect(result.ok).to.equal(false);
    expect(result.ok ? [] : Object.keys(result.problems)).to.deep.equal(["phone", "email", "note"]);
    expect(!result.ok && result.problems.phone).to.contain("avec l’indicatif");
  });

  it("says what is wrong with a number while the rest of the form is still empty", () => {
    const result = toRequest(inEnglish, { ...emptyDraft, phone: "12" });
    expect(!result.ok && result.problems.phone).to.match(/^Enter a valid phone number/);
  });

  it("keeps only the server's problems that have a field", () => {
    const told = { name: "No.", locale: "No.", other: "No." };
    expect(ownProblems(fieldOrder, told)).to.deep.equal({ name: "No." });
  });

  it("adds up time and price and offers only people who do every chosen service", () => {
    const services = offeredServices(business, ["take-down", "box-braids", "nonsense"]);
    expect(services.map(({ id }) => id)).to.deep.equal(["box-braids", "take-down"]);
    const visit = visitOf(business, ["take-down", "box-braids"]);
    expect([visit.durationMinutes, visit.price]).to.deep.equal([300, 30000]);
    expect(staffFor(business, ["box-braids"]).map(({ id }) => id)).to.deep.equal([
      "petra",
      "solange",
    ]);
    expect(staffFor(business, ["box-braids", "faux-locs"]).map(({ id }) => id)).to.deep.equal([
      "petra",
    ]);
  });

  it("takes known services from the address, never more than one visit holds", () => {
    const requested = (search: string) => requestedVisit(business, search);
    expect(requested("?service=box-braids").services).to.deep.equal(["box-braids"]);
    expect(requested("?service=nonsense").services).to.deep.equal([]);
    expect(requested("").services).to.deep.equal([]);
    const all = business.services.map(({ id }) => id).join(",");
    expect(requested(`?service=${all}`).services).to.have.length(business.booking.maxServices);
  });

  it("reads their options from it, and leaves out what is unknown or standard", () => {
    const options = (text: string) =>
      requestedVisit(business, `?service=faux-locs&options=${text}`).options;
    expect(options("locs-length:waist")).to.deep.equal({ "locs-length": "waist" });
    for (const text of ["locs-length:shoulder", "locs-length:long", "size:small", ":", "x"]) {
      expect(options(text), text).to.deep.equal({});
    }
  });
});

describe("the weeks of the time picker", () => {
  const now = new Date("2026-11-23T23:30:00Z");

  it("start today in the business's zone and end with the horizon", () => {
    expect(weekAt(business, 0, now)).to.deep.equal({
      from: "2026-11-24",
      to: "2026-11-30",
      days: 7,
    });
    const last = weekAt(business, lastWeek(business), now);
    expect(last).to.deep.equal({ from: "2027-01-19", to: "2027-01-23", days: 5 });
  });

  it("know where a date is, and that it is outside the horizon", () => {
    expect(weekOf(business, "2026-11-24", now)).to.equal(0);
    expect(weekOf(business, "2026-12-01", now)).to.equal(1);
    expect(weekOf(business, "2027-01-23", now)).to.equal(lastWeek(business));
    expect(weekOf(business, "2027-01-24", now)).to.equal(undefined);
    expect(weekOf(business, "2026-11-23", now)).to.equal(undefined);
    expect(weekOf(business, "", now)).to.equal(undefined);
  });
});
