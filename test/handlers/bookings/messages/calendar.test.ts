import { expect } from "chai";
import ICAL from "ical.js";
import type { Booking } from "../../../../handlers/bookings/booking";
import { calendarFile } from "../../../../handlers/bookings/messages/calendar";
import { aBooking } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";

const link = "https://www.example.com/manage#7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11.secret-token";

describe("a visit's calendar file, read back by another program", () => {
  const file = (way: "mailed" | "fetched", changes: Partial<Booking> = {}) =>
    calendarFile(business, aBooking(changes), link, way);
  const read = (way: "mailed" | "fetched", changes: Partial<Booking> = {}) => {
    const calendar = new ICAL.Component(ICAL.parse(file(way, changes).text));
    const events = calendar.getAllSubcomponents("vevent");
    expect(events).to.have.length(1);
    return { calendar, event: events[0] as ICAL.Component };
  };
  const value = (component: ICAL.Component | null, name: string) =>
    component?.getFirstPropertyValue(name)?.toString();

  it("has one organizer, the same whether it was mailed or fetched, whatever the status", () => {
    for (const way of ["mailed", "fetched"] as const) {
      for (const status of ["confirmed", "pending", "cancelled"] as const) {
        const { event } = read(way, { status });
        const organizers = event.getAllProperties("organizer");
        expect(organizers.map((one) => one.getFirstValue())).to.deep.equal([
          `mailto:${business.email}`,
        ]);
        expect(value(event, "uid")).to.equal("7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11@shopfront");
      }
    }
  });

  it("keeps the organizer that it was booked with, whatever address the business has today", () => {
    const { event } = read("mailed", { organizer: "old@wouri.example" });
    expect(value(event, "organizer")).to.equal("mailto:old@wouri.example");
  });

  it("asks its customer for no answer", () => {
    const [attendee, ...others] = read("mailed").event.getAllProperties("attendee");
    expect(others).to.deep.equal([]);
    expect(attendee?.getFirstValue()?.toString().toLowerCase()).to.equal("mailto:awa@example.com");
    expect(attendee?.getParameter("partstat")).to.equal("ACCEPTED");
    expect(attendee?.getParameter("rsvp")).to.equal("FALSE");
    expect(read("fetched").event.getAllProperties("attendee")).to.deep.equal([]);
  });

  it("reminds three hours before, unless the visit is off", () => {
    for (const way of ["mailed", "fetched"] as const) {
      const alarm = read(way).event.getFirstSubcomponent("valarm");
      expect(value(alarm, "action")).to.equal("DISPLAY");
      expect(value(alarm, "trigger")).to.equal("-PT3H");
      expect(value(alarm, "description")).to.contain("Cornrows");
      expect(read(way, { status: "cancelled" }).event.getAllSubcomponents()).to.deep.equal([]);
    }
  });

  it("says what to do with it, and how sure the visit is", () => {
    const told = (way: "mailed" | "fetched", status: Booking["status"]) => {
      const { calendar, event } = read(way, { status });
      expect(file(way, { status }).method).to.equal(value(calendar, "method"));
      return [value(calendar, "method"), value(event, "status")];
    };
    expect(told("mailed", "confirmed")).to.deep.equal(["REQUEST", "CONFIRMED"]);
    expect(told("mailed", "pending")).to.deep.equal(["REQUEST", "TENTATIVE"]);
    for (const status of ["cancelled", "rejected", "expired"] as const) {
      expect(told("mailed", status)).to.deep.equal(["CANCEL", "CANCELLED"]);
    }
    expect(told("fetched", "cancelled")).to.deep.equal(["PUBLISH", "CANCELLED"]);
  });

  it("comes back as it was written, in lines of at most 75 bytes that all end with CRLF", () => {
    const customerName = 'Aïssatou, "Mimi"; Ngo \\ Fouda-Éyébé d’Édéa-sur-Sanaga';
    const changes = { customerName, locale: "fr", service: ["knotless-braids"] } as const;
    const { text } = file("mailed", { ...changes, service: [...changes.service] });
    expect(text.endsWith("\r\nEND:VCALENDAR\r\n")).to.equal(true);
    expect(text).not.to.match(/(?<!\r)\n|\r(?!\n)/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line), line).to.be.at.most(75);
    const { event } = read("mailed", { ...changes, service: [...changes.service] });
    expect(value(event, "summary")).to.equal("Tresses sans nœud – Wouri Braids");
    expect(value(event, "location")).to.equal(
      "Wouri Braids, 4 rue du Fleuve, Akwa, Douala, Cameroun",
    );
    expect(value(event, "url")).to.equal(link);
    expect(event.getFirstProperty("attendee")?.getParameter("cn")).to.equal(
      customerName.replaceAll('"', "'"),
    );
    expect(value(event, "dtstart")).to.equal("2026-11-23T09:00:00Z");
  });

  it("has a name that people understand and every file system takes", () => {
    const named = (name: string) =>
      calendarFile({ ...business, name }, aBooking(), link, "fetched").name;
    expect(named("Wouri Braids")).to.equal("Wouri Braids 2026-11-23.ics");
    expect(named('Chez "Zoé" & Cœur/Âme: <coiffure>')).to.equal(
      "Chez Zoe & Coeur Ame coiffure 2026-11-23.ics",
    );
    expect(named("美容室")).to.equal("2026-11-23.ics");
  });
});
