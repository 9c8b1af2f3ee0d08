import { expect } from "chai";
import { messageStatuses } from "../../handlers/bookings/messages/message";
import { isMailLost, mailText } from "../../www/admin/bookings/words";
import { adminWords } from "../../www/admin/text";

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
    const texts = ["confirmation", "change", "cancellation", "rejection", "reminder"];
    const kinds = ["request", ...texts, ...texts.map((kind) => `sms-${kind}`)];
    for (const words of [adminWords.en, adminWords.fr]) {
      expect(Object.keys(words.bookings.mails)).to.have.members(kinds);
    }
    expect(mailText("sms-reminder-12", "capped", adminWords.en)).to.equal(
      "Reminder (SMS)\u00a0– not sent: monthly SMS limit reached",
    );
  });

  it("call for a call when one did not get through", () => {
    for (const status of [
      "undelivered",
      "failed",
      "capped",
      "suppressed",
      "bounced",
      "complained",
    ]) {
      expect(isMailLost(withMails("delivered", status)), status).to.equal(true);
    }
    expect(isMailLost(withMails("sending", "sent", "delivered"))).to.equal(false);
    expect(isMailLost(withMails())).to.equal(false);
  });
});
