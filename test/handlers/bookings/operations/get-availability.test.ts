import { expect } from "chai";
import type { AvailabilityReply } from "../../../../contract/schemas/bookings";
import { getAvailability } from "../../../../handlers/bookings/operations/get-availability";
import { aBooking, monday, now } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("GET /availability", () => {
  let store: FakeBookingStore;
  const get = (query: Record<string, string>) =>
    getAvailability(business, store, () => now)(apiEvent({ query }));
  const day = async (query: Record<string, string>): Promise<AvailabilityReply["days"][number]> =>
    bodyOf(await get({ date: monday, days: "1", ...query })).days[0];

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("gives each free start in business time with UTC and who is free", async () => {
    const reply = await get({ date: monday, days: "1", service: "cornrows" });
    expect(reply.statusCode).to.equal(200);
    const body = bodyOf(reply);
    expect(body).to.include({ timeZone: "Africa/Douala", durationMinutes: 90 });
    expect(body.days[0].slots[0]).to.deep.equal({
      time: "09:00",
      startsAt: "2026-11-23T08:00:00Z",
      staff: ["petra", "solange"],
    });
  });

  it("gives the times of a category's standard service where the category is named", async () => {
    const times = (service: string) => get({ date: monday, days: "7", service }).then(bodyOf);
    const named = await times("braiding");
    expect(named).to.include({ durationMinutes: 240 });
    expect(named).to.deep.equal(await times("box-braids"));
  });

  it("may be kept by CloudFront for seconds and by no browser", async () => {
    const reply = await get({ date: monday });
    expect(reply.headers?.["Cache-Control"]).to.equal("public, max-age=0, s-maxage=5");
  });

  it("gives seven days where none is asked, and marks the closed ones", async () => {
    const { days } = bodyOf(await get({ date: monday }));
    expect(days).to.have.length(7);
    expect(days[6]).to.deep.equal({ date: "2026-11-29", open: false, slots: [] });
  });

  it("leaves out a time whose visit would run into a booking", async () => {
    await store.create(aBooking({ appointmentTime: "12:00" }), {}, now);
    const { slots } = await day({ service: "cornrows", staff: "petra" });
    const times = slots.map(({ time }) => time);
    expect(times).to.include.members(["10:00", "14:00"]);
    expect(times).not.to.include.members(["10:30"]);
    for (const time of ["10:30", "11:00", "11:30", "12:00", "13:00", "13:30"]) {
      expect(times, time).not.to.include(time);
    }
  });

  it("still offers the time with the other person", async () => {
    await store.create(aBooking({ appointmentTime: "12:00" }), {}, now);
    const { slots } = await day({ service: "cornrows" });
    expect(slots.find(({ time }) => time === "12:00")?.staff).to.deep.equal(["solange"]);
  });

  it("offers nothing before the notice and beyond the horizon", async () => {
    const today = bodyOf(await get({ date: "2026-11-21", days: "1" })).days[0];
    expect(today.slots[0].time).to.equal("11:00");
    const far = bodyOf(await get({ date: "2027-01-19", days: "5" })).days;
    expect(far.map(({ open }: { open: boolean }) => open)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("plans several services as one visit", async () => {
    const { slots } = await day({ service: "cornrows,faux-locs" });
    expect(slots.at(-1)?.time, "90 + 300 minutes before 18:00").to.equal("11:30");
    expect(slots.every(({ staff }) => staff.join() === "petra")).to.equal(true);
  });

  it("offers the times at which the visit fits with its options", async () => {
    const options = "locs-length:waist";
    const longer = bodyOf(await get({ date: monday, days: "1", service: "faux-locs", options }));
    expect(longer.durationMinutes).to.equal(360);
    expect(longer.days[0].slots.at(-1).time, "360 minutes before 18:00").to.equal("12:00");
    await store.create(aBooking({ appointmentTime: "15:00" }), {}, now);
    const times = async (query: Record<string, string>) =>
      (await day({ service: "faux-locs", ...query })).slots.map(({ time }) => time);
    expect(await times({})).to.include.members(["09:00", "09:30"]);
    expect(await times({ options: "locs-length:mid-back" })).to.deep.equal(["09:00"]);
    expect(await times({ options })).to.deep.equal([]);
    expect(await times({ options: "locs-length:shoulder" })).to.deep.equal(await times({}));
  });

  it("names the option that is wrong, in the reader's language", async () => {
    const query = { date: monday, service: "cornrows", options: "locs-length:waist" };
    const reply = await getAvailability(
      business,
      store,
      () => now,
    )(apiEvent({ query, headers: { "Accept-Language": "fr" } }));
    expect(bodyOf(reply).fields.options).to.match(/^« Longueur » fait partie /);
  });

  const bad: [string, Record<string, string>, string][] = [
    ["no date", {}, "date"],
    ["a date that does not exist", { date: "2026-02-30" }, "date"],
    ["zero days", { date: monday, days: "0" }, "days"],
    ["32 days", { date: monday, days: "32" }, "days"],
    ["an unknown service", { date: monday, service: "haircut" }, "service"],
    ["an unknown person", { date: monday, staff: "nobody" }, "staff"],
    [
      "a person who does not do it",
      { date: monday, service: "faux-locs", staff: "solange" },
      "staff",
    ],
    ["an unknown option", { date: monday, service: "faux-locs", options: "size:small" }, "options"],
    ["an option without a choice", { date: monday, service: "faux-locs", options: "x" }, "options"],
    [
      "an option twice",
      { date: monday, service: "faux-locs", options: "locs-length:waist,locs-length:waist" },
      "options",
    ],
    ["an option without a service", { date: monday, options: "locs-length:waist" }, "options"],
    ["an unknown parameter", { date: monday, page: "2" }, "page"],
  ];
  for (const [what, query, field] of bad) {
    it(`refuses ${what} and names ${field}`, async () => {
      const reply = await get(query);
      expect(reply.statusCode).to.equal(400);
      expect(Object.keys(bodyOf(reply).fields)).to.deep.equal([field]);
    });
  }
});
