import { expect } from "chai";
import {
  clearDraft,
  contactOf,
  draftOf,
  emptyDraft,
  loadDraft,
  saveDraft,
} from "../../../www/booking/draft";
import { toRequest } from "../../../www/booking/request";
import { startingDraft } from "../../../www/booking/typed";
import { useBrowserStorage } from "../../support/browser-storage";
import { business } from "../../support/fixture-business";

const draft = {
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

  it("leaves only the contact for the next visit", () => {
    expect(contactOf(draft)).to.deep.equal({
      ...emptyDraft,
      name: draft.name,
      phone: draft.phone,
    });
  });
});

describe("what was ticked and typed before the script arrived", () => {
  it("comes before what was saved and what the address asks for, and drops neither", () => {
    const typed = { services: ["take-down"], staff: "petra", name: "Ba" };
    const saved = { ...draft, staff: "", services: ["cornrows"] };
    expect(startingDraft(business, saved, [], typed)).to.deep.equal({
      ...saved,
      services: ["cornrows", "take-down"],
      staff: "petra",
      name: "Ba",
    });
    expect(startingDraft(business, saved, ["box-braids"], typed).services).to.deep.equal([
      "box-braids",
      "take-down",
    ]);
  });

  it("never makes more services than one visit may have", () => {
    const all = business.services.map(({ id }) => id);
    expect(startingDraft(business, undefined, all, { services: all }).services).to.have.length(
      business.booking.maxServices,
    );
  });
});
