import { expect } from "chai";
import { messageStatuses } from "../../handlers/bookings/messages/message";
import { tellByWhatsApp } from "../../www/admin/bookings/whatsapp";
import { lostText, mailText } from "../../www/admin/bookings/words";
import { adminWords } from "../../www/admin/text";
import { business } from "../support/fixture-business";

const at = "2026-11-21T09:00:00Z";
const withMails = (...statuses: string[]) => ({
  mail: Object.fromEntries(statuses.map((status, index) => [`change-${index}`, { status, at }])),
});

describe("a booking's mails on the owner's page", () => {
  it("have a word for everything that becomes of a mail, in both languages", () => {
    for (const words of [adminWords.en, adminWords.fr]) {
      expect(Object.keys(words.bookings.mailStatus)).to.have.members([...messageStatuses]);
    }
  });

  it("have a word for each kind of mail and of SMS, in both languages", () => {
    const texts = ["confirmation", "change", "cancellation", "rejection", "reminder", "link"];
    const kinds = ["request", ...texts, ...texts.map((kind) => `sms-${kind}`)];
    for (const words of [adminWords.en, adminWords.fr]) {
      expect(Object.keys(words.bookings.mails)).to.have.members(kinds);
    }
    expect(mailText("sms-reminder-12", "capped", adminWords.en)).to.equal(
      "Reminder (SMS)\u00a0– not sent: monthly SMS limit reached",
    );
  });

  it("agree with the name of their kind in French", () => {
    const { fr } = adminWords;
    expect(mailText("confirmation-0", "bounced", fr)).to.equal("Confirmation\u00a0– rejetée");
    expect(mailText("sms-cancellation-2", "delivered", fr)).to.contain("– remise");
    expect(mailText("reminder-0", "delivered", fr)).to.equal("Rappel\u00a0– remis");
    expect(mailText("change-1", "complained", fr)).to.contain("signalée comme indésirable");
  });

  it("call for a call when one did not get through", () => {
    const { en, fr } = adminWords;
    for (const status of ["undelivered", "failed", "capped", "held", "suppressed", "bounced"]) {
      const lost = lostText(withMails("delivered", status, "complained"), en);
      expect(lost, status).to.equal(en.bookings.unreachable);
    }
    const fine = withMails("waiting", "sending", "sent", "delivered", "superseded");
    expect(lostText(fine, en)).to.equal("");
    expect(lostText(withMails(), en)).to.equal("");
    // It did arrive.
    expect(lostText(withMails("complained"), fr)).to.equal(fr.bookings.complained);
  });
});

describe("what the owner tells a customer by WhatsApp", () => {
  const sold = {
    services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes collées" } }],
    staffName: "Petra",
    durationMinutes: 90,
    currency: "XAF",
  };
  const told = (locale: string, status: string) => {
    const visit = { appointmentDate: "2026-12-01", appointmentTime: "10:00", sold };
    const customer = { customerName: "Awa Ngo & fils?", customerPhone: "+237651844664" };
    const address = tellByWhatsApp(business, { ...visit, ...customer, locale, status } as never);
    return new URL(address);
  };

  it("is in the customer's language, and goes to their number", () => {
    const { origin, pathname, searchParams } = told("fr", "confirmed");
    expect(`${origin}${pathname}`).to.equal("https://wa.me/237651844664");
    expect(searchParams.get("text")?.replaceAll("\u00a0", " ")).to.equal(
      "Bonjour Awa Ngo & fils?, ici Wouri Braids. Votre rendez-vous est prévu le mardi 1er décembre 2026 à 10 h : Nattes collées, avec Petra. En cas d’empêchement, répondez ici ou appelez le +237 6 51 84 46 64.",
    );
  });

  it("says that a visit was called off", () => {
    for (const status of ["cancelled", "rejected"]) {
      expect(told("en", status).searchParams.get("text")).to.contain("can’t take place");
    }
  });

  it("does not say that a request is a visit", () => {
    expect(told("en", "pending").searchParams.get("text")).to.contain("It is not confirmed yet.");
  });
});
