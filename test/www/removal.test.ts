import { expect } from "chai";
import { criteriaOf, emptyForm, isHourBeforeHour } from "../../www/admin/bookings/removal/criteria";
import { calleesOf } from "../../www/admin/bookings/removal/to-call";
import { adminWords } from "../../www/admin/text";

describe("the criteria of a removal", () => {
  const asked = (timeZone: string, form: object) =>
    criteriaOf({ timeZone }, { ...emptyForm, ...form });

  it("are what was filled in, and no more", () => {
    expect(asked("Africa/Douala", {})).to.deep.equal({ messages: "one" });
    const form = { phone: " 6 51 84 46 64 ", from: "2026-11-23", messages: "none" };
    expect(asked("Africa/Douala", form)).to.deep.equal({
      phone: "6 51 84 46 64",
      from: "2026-11-23",
      messages: "none",
    });
  });

  it("have the moments of the business's clock in UTC, in summer and in winter", () => {
    const at = (timeZone: string, madeFrom: string) => asked(timeZone, { madeFrom }).madeFrom;
    expect(at("Africa/Douala", "2026-11-23T09:05")).to.equal("2026-11-23T08:05:00Z");
    expect(at("Africa/Douala", "2026-11-23T00:30")).to.equal("2026-11-22T23:30:00Z");
    expect(at("Europe/Paris", "2026-07-01T09:00")).to.equal("2026-07-01T07:00:00Z");
    expect(at("Europe/Paris", "2026-12-01T09:00:30")).to.equal("2026-12-01T08:00:00Z");
    expect(at("America/St_Johns", "2026-12-01T22:00")).to.equal("2026-12-02T01:30:00Z");
    // In the hours after the clocks were put forward and back.
    expect(at("Europe/Paris", "2026-03-29T03:10")).to.equal("2026-03-29T01:10:00Z");
    expect(at("Europe/Paris", "2026-10-25T04:10")).to.equal("2026-10-25T03:10:00Z");
  });

  it("mean the whole of the last minute, since seconds are not shown", () => {
    const { madeTo } = asked("Africa/Douala", { madeTo: "2026-11-23T14:34" });
    expect(madeTo).to.equal("2026-11-23T13:34:59Z");
  });

  it("have hours that go backwards only where the day is the same", () => {
    const span = (madeFrom: string, madeTo: string) =>
      isHourBeforeHour({ ...emptyForm, madeFrom, madeTo });
    expect(span("2026-11-23T14:34", "2026-11-23T14:33")).to.equal(true);
    expect(span("2026-11-23T14:34", "2026-11-23T14:34")).to.equal(false);
    expect(span("2026-11-24T09:00", "2026-11-23T14:33"), "days").to.equal(false);
    expect(span("2026-11-24T09:00", "")).to.equal(false);
  });

  it("leave what is no moment to the schema", () => {
    expect(asked("Africa/Douala", { madeTo: "soon" }).madeTo).to.equal("soon");
  });
});

describe("who has to be called after a removal", () => {
  const visit = { appointmentDate: "2026-12-01", appointmentTime: "10:00", createdAt: "" };
  const of = (customerName: string, customerPhone: string, customerEmail?: string) => ({
    ...visit,
    bookingId: `${customerName}${customerPhone}`,
    customerName,
    customerPhone,
    ...(customerEmail && { customerEmail }),
  });

  it("is everybody without an address, once", () => {
    const bookings = [
      of("Awa", "+237651844610"),
      of("Grace", "+237651844611", "grace@example.com"),
      of("Awa N.", "+237651844610"),
      of("Esther", "+237651844612"),
    ];
    expect(calleesOf(bookings)).to.deep.equal([
      { name: "Awa", phone: "+237651844610" },
      { name: "Esther", phone: "+237651844612" },
    ]);
  });

  it("is told before the removal, and nobody else is promised a message", () => {
    const { en, fr } = adminWords;
    expect(en.removal.askTold(0, 1)).to.equal(
      "The times become free again. 1 person has no e-mail address and must be told by phone. This can’t be undone.",
    );
    expect(en.removal.askTold(2, 0)).to.contain("2 people get one").and.not.to.contain("phone");
    expect(fr.removal.askTold(0, 2)).not.to.contain("reçoi");
    expect(fr.removal.running(1, 8)).to.equal("1 supprimé sur 8…");
    expect(fr.removal.stopped(1)).to.equal("1 déjà supprimé.");
  });
});
