import { expect } from "chai";
import { mailStatuses } from "../../handlers/bookings/booking";
import { isMailLost } from "../../www/admin/bookings/words";
import { adminWords } from "../../www/admin/text";

const at = "2026-11-21T09:00:00Z";
const withMails = (...statuses: string[]) => ({
  mail: Object.fromEntries(statuses.map((status, index) => [`change-${index}`, { status, at }])),
});

describe("a booking's mails on the owner's page", () => {
  it("have a word for everything that becomes of a mail, in both languages", () => {
    for (const words of [adminWords.en, adminWords.fr]) {
      expect(Object.keys(words.bookings.mailStatus)).to.have.members([...mailStatuses]);
    }
  });

  it("call for a call when one did not get through", () => {
    for (const status of ["undelivered", "failed", "suppressed", "bounced", "complained"]) {
      expect(isMailLost(withMails("delivered", status)), status).to.equal(true);
    }
    expect(isMailLost(withMails("sending", "sent", "delivered"))).to.equal(false);
    expect(isMailLost(withMails())).to.equal(false);
  });
});
