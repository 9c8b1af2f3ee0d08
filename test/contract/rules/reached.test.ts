import { expect } from "chai";
import { isReached } from "../../../contract/rules/reached";

describe("whether a customer was reached", () => {
  const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, "0")}:00:00Z`;
  /** Messages in the order they were sent, an hour apart. */
  const reachedBy = (...messages: [name: string, status: string][]) =>
    isReached({
      mail: Object.fromEntries(
        messages.map(([name, status], index) => [name, { status, at: at(index) }]),
      ),
    });

  it("is so once the latest message got through", () => {
    for (const status of ["sent", "delivered", "complained"]) {
      expect(reachedBy(["confirmation-0", status]), status).to.equal(true);
    }
    expect(reachedBy(["confirmation-0", "bounced"], ["change-1", "delivered"])).to.equal(true);
  });

  it("is not so without a message, or where the latest one is lost", () => {
    expect(reachedBy()).to.equal(false);
    for (const status of [
      "waiting",
      "sending",
      "undelivered",
      "failed",
      "capped",
      "held",
      "suppressed",
      "bounced",
    ]) {
      expect(reachedBy(["confirmation-0", status]), status).to.equal(false);
      expect(reachedBy(["confirmation-0", "delivered"], ["change-1", status]), status).to.equal(
        false,
      );
    }
  });

  it("is so where an SMS took over from the mail", () => {
    expect(reachedBy(["reminder-0", "suppressed"], ["sms-reminder-0", "sent"])).to.equal(true);
    expect(reachedBy(["sms-reminder-0", "sent"], ["reminder-0", "bounced"])).to.equal(true);
    expect(reachedBy(["reminder-0", "suppressed"], ["sms-reminder-0", "capped"])).to.equal(false);
    expect(reachedBy(["sms-confirmation-0", "sent"], ["sms-reminder-0", "capped"])).to.equal(false);
  });

  it("does not hang on the link, which tells nothing new", () => {
    expect(reachedBy(["confirmation-0", "delivered"], ["link-1", "failed"])).to.equal(true);
    expect(reachedBy(["confirmation-0", "failed"], ["link-1", "failed"])).to.equal(false);
    expect(reachedBy(["confirmation-0", "failed"], ["link-1", "delivered"])).to.equal(true);
  });
});
