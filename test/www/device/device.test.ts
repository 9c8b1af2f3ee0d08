import { expect } from "chai";
import type { OwnBooking } from "../../../contract/schemas/bookings";
import {
  dropAttempt,
  fingerprint,
  forgetAttempts,
  isSameRequest,
  isUnanswered,
  keepAttempt,
  newAttempt,
  openAttempts,
} from "../../../www/device/attempts";
import {
  dropVisit,
  forgetVisits,
  keepVisit,
  keptVisits,
  updateKeptVisit,
} from "../../../www/device/kept-visits";
import { readKept } from "../../../www/device/storage";
import { useBrowserStorage } from "../../support/browser-storage";

const body = {
  name: "Awa Ngo",
  phone: "651844664",
  service: ["cornrows", "take-down"],
  date: "2026-11-23",
  time: "10:00",
  locale: "en" as const,
};

describe("the requests without an answer", () => {
  const { device } = useBrowserStorage();

  it("are kept on the device, newest first, until the day after the visit", () => {
    const first = newAttempt(body);
    const second = newAttempt({ ...body, date: "2026-11-25" });
    keepAttempt(first);
    keepAttempt(second);
    expect(openAttempts("2026-11-24")).to.deep.equal([second, first]);
    expect(isUnanswered(first.key)).to.equal(true);
    expect(openAttempts("2026-11-25")).to.deep.equal([second]);
    expect(isUnanswered(first.key), "nothing of it is kept").to.equal(false);
    dropAttempt(second.key);
    expect(device.texts.size, "nothing is left behind").to.equal(0);
  });

  it("are one when the same one is kept twice", () => {
    const attempt = newAttempt(body);
    keepAttempt(attempt);
    keepAttempt(attempt);
    expect(openAttempts("2026-11-23")).to.deep.equal([attempt]);
  });

  it("have keys that nobody guesses, also where randomUUID is missing", () => {
    expect(newAttempt(body).key).to.match(/^[\w-]{32,64}$/);
    const real = crypto.randomUUID;
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    try {
      expect(newAttempt(body).key).to.match(/^[0-9a-f]{32}$/);
    } finally {
      Object.defineProperty(crypto, "randomUUID", { value: real, configurable: true });
    }
  });

  it("are the same in another language and with the services in another order, and in nothing else", () => {
    const same = { ...body, locale: "fr" as const, service: ["take-down", "cornrows"] };
    expect(isSameRequest(body, same)).to.equal(true);
    expect(fingerprint(same)).to.equal(fingerprint(body));
    for (const change of [{ time: "11:00" }, { note: "Long hair" }, { forAnother: true }]) {
      expect(isSameRequest(body, { ...body, ...change })).to.equal(false);
      expect(fingerprint({ ...body, ...change })).not.to.equal(fingerprint(body));
    }
  });

  it("ignore what somebody else stored there", () => {
    for (const text of ["{no", "null", "7", '[null,7,{"key":1},{"key":"k","sentAt":"x"}]']) {
      device.texts.set("shopfront.attempts", text);
      expect(openAttempts("2026-11-23"), text).to.deep.equal([]);
    }
  });

  it("last as long as the page where the browser keeps nothing", () => {
    device.refuses = true;
    const attempt = newAttempt(body);
    keepAttempt(attempt);
    expect(openAttempts("2026-11-23")).to.deep.equal([attempt]);
    forgetAttempts();
    expect(readKept("device", "shopfront.attempts")).to.equal(undefined);
  });
});

describe("the visits of this device", () => {
  const { device } = useBrowserStorage();
  const now = new Date("2026-11-23T12:00:00Z");
  const linkOf = (bookingId: string) => ({ bookingId, token: "secret-token" });
  const visit = (date: string, changes: Partial<OwnBooking> = {}) =>
    ({
      status: "confirmed",
      appointmentDate: date,
      appointmentTime: "10:00",
      startsAt: `${date}T09:00:00Z`,
      endsAt: `${date}T10:30:00Z`,
      sold: {
        services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes collées" } }],
        staffName: "Petra",
        durationMinutes: 90,
        currency: "XAF",
      },
      ...changes,
    }) as OwnBooking;
  const ids = () => keptVisits(now).map(({ bookingId }) => bookingId);

  it("are the coming ones first, then those that ended within a day, and no older ones", () => {
    const dates = { later: "2026-12-24", today: "2026-11-23", next: "2026-11-24" };
    for (const [id, date] of Object.entries(dates)) keepVisit(linkOf(id), visit(date));
    expect(ids()).to.deep.equal(["next", "later", "today"]);
    expect(
      keptVisits(new Date("2026-11-24T10:29:00Z")).map(({ bookingId }) => bookingId),
    ).to.include("today");
    expect(
      keptVisits(new Date("2026-11-24T10:31:00Z")).map(({ bookingId }) => bookingId),
    ).not.to.include("today");
    expect([...device.texts.values()].join(), "nor any trace").not.to.contain("today");
  });

  it("follow a move, and lose what will not take place", () => {
    keepVisit(linkOf("one"), visit("2026-12-01"), { key: "k", fingerprint: "f", locale: "en" });
    updateKeptVisit(linkOf("one"), visit("2026-12-01"));
    expect(keptVisits(now)[0]).to.have.deep.property("request", {
      key: "k",
      fingerprint: "f",
      locale: "en",
    });
    updateKeptVisit(linkOf("one"), visit("2026-12-02"));
    // The time that was asked for is free again, and asked for again it is another visit.
    expect(keptVisits(now)[0]).to.include({ date: "2026-12-02" }).and.not.have.property("request");
    updateKeptVisit(linkOf("one"), visit("2026-12-02", { status: "cancelled" }));
    expect(ids()).to.deep.equal([]);
    expect(device.texts.size).to.equal(0);
  });

  it("gain nothing by a link that was only opened here", () => {
    updateKeptVisit(linkOf("other"), visit("2026-12-01"));
    expect(ids()).to.deep.equal([]);
  });

  it("hold no name, number or address, and are forgotten one by one or all at once", () => {
    const private_ = { customerName: "Awa Ngo", customerPhone: "+237651844664" };
    for (const id of ["one", "two", "three"]) keepVisit(linkOf(id), visit("2026-12-01", private_));
    expect([...device.texts.values()].join()).not.to.match(/Awa|651844664/);
    dropVisit("two");
    expect(ids()).to.have.members(["one", "three"]);
    forgetVisits();
    expect(device.texts.size).to.equal(0);
  });
});
