import { expect } from "chai";
import type { OwnBooking } from "../../../contract/schemas/bookings";
import { newTerms, personAt } from "../../../www/manage/new-terms";
import {
  messageToOthers,
  messageToSelf,
  visitAddress,
  whatsAppAddress,
} from "../../../www/manage/sharing";
import { soldText } from "../../../www/manage/sold-text";
import { business } from "../../support/fixture-business";

const booking = {
  bookingId: "bk_1",
  staff: "petra",
  customerName: "Awa Ngo",
  customerPhone: "+237651844664",
  appointmentDate: "2026-12-01",
  appointmentTime: "10:00",
  sold: {
    services: [{ id: "gone", name: { en: "Old style", fr: "À l'ancienne" } }],
    staffName: "Petra",
    durationMinutes: 90,
    priceMinor: 8000,
    currency: "XAF",
  },
} as unknown as OwnBooking;
const link = { bookingId: "bk_1", token: "secret-token" };

describe("what was sold", () => {
  it("is named as it was, in the reader's language or the one it has", () => {
    expect(soldText(booking.sold.services, "fr")).to.equal("À l’ancienne");
    const only: { name: Record<string, string> }[] = [
      { name: { en: "Only English" } },
      { name: { en: "Wash", fr: "Soin" } },
    ];
    expect(soldText(only, "fr")).to.equal("Only English + Soin");
  });
});

describe("sharing a visit", () => {
  for (const language of ["en", "fr"] as const) {
    it(`leaves the secret, the name and the number out in ${language}`, () => {
      const shared = messageToOthers({ business, language }, booking);
      expect(shared).to.contain(soldText(booking.sold.services, language));
      expect(shared)
        .to.contain("2026")
        .and.to.contain("Akwa")
        .and.to.contain("https://map.example");
      expect(shared).not.to.match(/secret|bk_1|manage|Awa|651|#/);
    });
  }

  it("with oneself has the visit's own address in the reader's language", () => {
    const site = { business, language: "fr" } as const;
    const address = visitAddress(site, link, "https://shop.example");
    expect(address).to.equal("https://shop.example/fr/manage#bk_1.secret-token");
    const message = messageToSelf(site, booking, address);
    expect(message.endsWith(`\n${address}`), "at the end, where nothing sticks to it").to.equal(
      true,
    );
    expect(message).to.contain("1er décembre 2026");
    const sent = new URL(whatsAppAddress(message));
    expect([sent.host, sent.searchParams.get("text")]).to.deep.equal(["wa.me", message]);
  });
});

describe("moving a visit", () => {
  it("is with whom was asked for, else with the same person if free, else with the first who is", () => {
    expect(personAt("solange", "petra", ["petra"])).to.equal("solange");
    expect(personAt("", "petra", ["solange", "petra"])).to.equal("petra");
    expect(personAt("", "petra", ["solange"])).to.equal("solange");
    expect(personAt("", "petra", [])).to.equal(undefined);
  });

  it("needs consent only where another person's length or price differs from what was sold", () => {
    const person = { id: "solange", name: "Solange", durationMinutes: 90, priceMinor: 8000 };
    expect(newTerms(booking, person)).to.equal(undefined);
    expect(newTerms(booking, undefined)).to.equal(undefined);
    const dearer = { ...person, priceMinor: 9000 };
    expect(newTerms(booking, dearer)).to.deep.equal({ durationMinutes: 90, priceMinor: 9000 });
    expect(newTerms(booking, { ...dearer, id: "petra" }), "the same person").to.equal(undefined);
    expect(newTerms(booking, { ...person, durationMinutes: 120 })).to.deep.equal({
      durationMinutes: 120,
      priceMinor: 8000,
    });
    const unpriced = { ...booking, sold: { ...booking.sold, priceMinor: undefined } };
    expect(newTerms(unpriced as OwnBooking, { ...person, priceMinor: 0 })).to.equal(undefined);
  });
});
