import { expect } from "chai";
import { visitorClock, zonesDiffer } from "../../www/booking/times/visitor-clock";

const douala = { timeZone: "Africa/Douala" };

describe("the clock of a visitor elsewhere", () => {
  it("tells the time with the day of the week", () => {
    const inToronto = (startsAt: string, language: "en" | "fr") =>
      visitorClock(douala, startsAt, language, "America/Toronto")?.replace(/\u00a0/g, "_");
    expect(inToronto("2026-11-23T04:30:00Z", "en")).to.equal("Sunday_23:30");
    expect(inToronto("2026-11-23T09:00:00Z", "fr")).to.equal("lundi_4_h");
  });

  it("is not told where it agrees with the business's", () => {
    expect(visitorClock(douala, "2026-11-23T09:00:00Z", "en", "Africa/Lagos")).to.equal(undefined);
  });

  it("is the browser's own", () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(zonesDiffer({ timeZone }, new Date())).to.equal(false);
    const elsewhere = timeZone === "Asia/Tokyo" ? "America/Toronto" : "Asia/Tokyo";
    expect(zonesDiffer({ timeZone: elsewhere }, new Date())).to.equal(true);
  });
});
