import { expect } from "chai";
import { addDays } from "../../../../contract/rules/calendar";
import { serviceNames } from "../../../../contract/rules/names";
import { composeSms, type SmsKind } from "../../../../handlers/bookings/messages/sms";
import { toGsm } from "../../../../handlers/runtime/gsm-alphabet";
import { aBooking } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";

const kinds: SmsKind[] = ["confirmation", "change", "reminder", "cancellation", "rejection"];
const languages = ["en", "fr"] as const;

/** Every set of services that can be booked for one visit; their order changes no length. */
function visits(list: readonly string[], most: number): string[][] {
  if (most === 0) return [];
  return list.flatMap((first, index) => [
    [first],
    ...visits(list.slice(index + 1), most - 1).map((rest) => [first, ...rest]),
  ]);
}

describe("the SMS about a booking", () => {
  it("say what happened, when, for what and whom to call, in both languages", () => {
    const text = (kind: SmsKind, locale: "en" | "fr") =>
      composeSms(
        business,
        aBooking({ locale, service: ["knotless-braids"], staff: "solange" }),
        kind,
      );
    expect(kinds.map((kind) => text(kind, "en"))).to.deep.equal([
      "Wouri Braids: your visit on Mon 23 Nov at 10:00 is confirmed (Knotless braids). Questions? +237651844664",
      "Wouri Braids: your visit has moved to Mon 23 Nov at 10:00 with Solange. Questions? +237651844664",
      "Wouri Braids: see you on Mon 23 Nov at 10:00 (Knotless braids). Questions? +237651844664",
      "Wouri Braids: your visit on Mon 23 Nov at 10:00 is cancelled (Knotless braids). Questions? +237651844664",
      "Wouri Braids: sorry, we can't see you on Mon 23 Nov at 10:00 (Knotless braids). Questions? +237651844664",
    ]);
    expect(kinds.map((kind) => text(kind, "fr"))).to.deep.equal([
      "Wouri Braids: votre RDV du lun. 23 nov. à 10 h est confirmé (Tresses sans noeud). Infos : +237651844664",
      "Wouri Braids: votre RDV est déplacé au lun. 23 nov. à 10 h avec Solange. Infos : +237651844664",
      "Wouri Braids: rappel de votre RDV du lun. 23 nov. à 10 h (Tresses sans noeud). Infos : +237651844664",
      "Wouri Braids: votre RDV du lun. 23 nov. à 10 h est annulé (Tresses sans noeud). Infos : +237651844664",
      "Wouri Braids: votre RDV du lun. 23 nov. à 10 h n'est pas possible (Tresses sans noeud). Infos : +237651844664",
    ]);
  });

  it("tell in one SMS of all the visits that were removed together", () => {
    const removal = {
      id: "2026-11-21T09:00:00Z.0a1b2c3d",
      sequence: 1,
      isTold: true,
      visits: ["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z"],
      count: 191,
    };
    const text = (locale: "en" | "fr", sequence = 1) =>
      composeSms(business, aBooking({ locale, sequence, removal }), "cancellation");
    expect(text("en")).to.equal(
      "Wouri Braids: your 191 visits from Mon 23 Nov on are cancelled. Questions? +237651844664",
    );
    expect(text("fr")).to.equal(
      "Wouri Braids: vos 191 RDV à partir du lun. 23 nov. sont annulés. Infos : +237651844664",
    );
    expect(text("en", 3)).to.contain("your visit on Mon 23 Nov at 10:00 is cancelled");
  });

  it("fit one SMS uncut, whatever is booked, on the longest date", () => {
    const days = Array.from({ length: 365 }, (_, day) => addDays("2027-01-01", day));
    const services = visits(
      business.services.map(({ id }) => id),
      business.booking.maxServices,
    );
    let longest = "";
    const keepLongest = (text: string) => {
      if (text.length > longest.length) longest = text;
      expect(text).to.match(/\+237651844664$/);
    };
    for (const locale of languages) {
      const lengths = days.map((appointmentDate) => {
        return composeSms(business, aBooking({ appointmentDate, locale }), "reminder").length;
      });
      const appointmentDate = days[lengths.indexOf(Math.max(...lengths))] as string;
      for (const { id: staff } of business.staff) {
        const text = composeSms(business, aBooking({ appointmentDate, locale, staff }), "change");
        expect(text).to.contain(business.staff.find(({ id }) => id === staff)?.name);
        keepLongest(text);
      }
      for (const service of services) {
        const booking = aBooking({ appointmentDate, locale, service });
        for (const kind of kinds.filter((each) => each !== "change")) {
          const text = composeSms(business, booking, kind);
          expect(text).to.contain(`(${toGsm(serviceNames(business, service, locale))})`);
          keepLongest(text);
        }
      }
    }
    expect(longest.length, longest).to.be.within(130, 160);
    expect(toGsm(longest)).to.equal(longest);
  });

  it("shorten the services rather than become two", () => {
    // One that is no longer offered keeps its id.
    const booking = { ...aBooking(), service: ["x".repeat(300)] };
    const text = composeSms(business, booking, "reminder");
    expect(text).to.have.length(160);
    expect(text).to.match(/\(x+\.\.\.\)\. Questions\? \+237651844664$/);
  });

  it("hold the whole link for who asked for it, and nothing but the alphabet of an SMS", () => {
    const bookingId = "7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11";
    const manageToken = "Zk3_9-".repeat(7).padEnd(43, "x");
    for (const [locale, start, folder] of [
      ["en", "Wouri Braids: your link ", ""],
      ["fr", "Wouri Braids: votre lien ", "/fr"],
    ] as const) {
      const text = composeSms(business, aBooking({ bookingId, manageToken, locale }), "link");
      expect(text).to.equal(
        `${start}https://www.example.com${folder}/manage#${bookingId}.${manageToken}`,
      );
      expect(text.length).to.be.at.most(160);
      expect(toGsm(text)).to.equal(text);
    }
  });

  it("hold neither the customer's name nor the secret link", () => {
    for (const kind of kinds) {
      const text = composeSms(business, aBooking(), kind);
      expect(text).not.to.contain("Awa");
      expect(text).not.to.contain("secret-token");
    }
  });
});
