import { expect } from "chai";
import {
  clearDraft,
  contactOf,
  type Draft,
  draftOf,
  emptyDraft,
  loadDraft,
  saveDraft,
} from "../../../www/booking/draft";
import { toRequest } from "../../../www/booking/request";
import { startingDraft } from "../../../www/booking/typed";
import { useBrowserStorage } from "../../support/browser-storage";
import { business } from "../../support/fixture-business";

const draft: Draft = {
  ...emptyDraft,
  services: ["cornrows"],
  staff: "petra",
  date: "2026-11-23",
  time: "10:00",
  name: "Awa Ndongo",
  phone: "6 51 84 46 64",
  note: "Long hair\nand a pram",
  forAnother: true,
};

describe("the unfinished form", () => {
  const { tab } = useBrowserStorage();

  it("comes back after a reload of its tab, and is gone once cleared", () => {
    saveDraft(draft);
    expect(loadDraft(business)).to.deep.equal(draft);
    clearDraft();
    expect(loadDraft(business)).to.equal(undefined);
    expect(tab.texts.size).to.equal(0);
  });

  it("forgets services and people that are no longer there", () => {
    saveDraft({ ...draft, services: ["gone", "cornrows"], staff: "gone" });
    expect(loadDraft(business)).to.deep.include({ services: ["cornrows"], staff: "" });
  });

  it("ignores what somebody else stored there", () => {
    tab.texts.set("shopfront.booking", "{not json");
    expect(loadDraft(business)).to.equal(undefined);
    tab.texts.set("shopfront.booking", '{"name":7,"services":"x","forAnother":"yes"}');
    expect(loadDraft(business)).to.deep.equal(emptyDraft);
  });

  it("is made again of a request that was sent", () => {
    const request = toRequest({ business, language: "en" }, draft);
    expect(request.ok && draftOf(business, request.body)).to.deep.equal(draft);
  });

  it("keeps the options, but for what is unknown or standard anyway", () => {
    const withLocs = { ...draft, services: ["faux-locs"], options: { "locs-length": "waist" } };
    saveDraft(withLocs);
    expect(loadDraft(business)).to.deep.equal(withLocs);
    for (const options of [
      { "locs-length": "shoulder" },
      { "locs-length": 7 },
      { size: "s" },
      "x",
    ]) {
      saveDraft({ ...withLocs, options: options as never });
      expect(loadDraft(business)?.options, JSON.stringify(options)).to.deep.equal({});
    }
  });

  it("sends options only where one is not standard, and of chosen services alone", () => {
    const sent = (changes: Partial<Draft>) => {
      const request = toRequest({ business, language: "en" }, { ...draft, ...changes });
      return request.ok && request.body.options;
    };
    const options = { "locs-length": "waist" };
    expect(sent({ services: ["faux-locs"], options })).to.deep.equal(options);
    expect(sent({ services: ["cornrows"], options })).to.equal(undefined);
    const standard = { "locs-length": "shoulder" };
    expect(sent({ services: ["faux-locs"], options: standard })).to.equal(undefined);
  });

  it("leaves only the contact for the next visit", () => {
    expect(contactOf(draft)).to.deep.equal({
      ...emptyDraft,
      name: draft.name,
      phone: draft.phone,
    });
  });
});

const nothing = { services: [], options: {} };

describe("what was ticked and typed before the script arrived", () => {
  it("comes before what was saved and what the address asks for, and drops neither", () => {
    const typed = { services: ["take-down"], staff: "petra", name: "Ba" };
    const saved = { ...draft, staff: "", services: ["cornrows"] };
    expect(startingDraft(business, saved, nothing, typed)).to.deep.equal({
      ...saved,
      services: ["cornrows", "take-down"],
      staff: "petra",
      name: "Ba",
    });
    const asked = { services: ["box-braids"], options: {} };
    expect(startingDraft(business, saved, asked, typed).services).to.deep.equal([
      "box-braids",
      "take-down",
    ]);
  });

  it("never makes more services than one visit may have", () => {
    const all = business.services.map(({ id }) => id);
    const asked = { services: all, options: {} };
    expect(startingDraft(business, undefined, asked, { services: all }).services).to.have.length(
      business.booking.maxServices,
    );
  });
});
