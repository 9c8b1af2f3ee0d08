import { expect } from "chai";
import type { Business, StaffMember } from "../../../contract/business";
import type { OutsideVisit, VisitsOutsideReply } from "../../../contract/schemas/business";
import type { Booking } from "../../../handlers/bookings/booking";
import { bookingLists } from "../../../handlers/bookings/lists";
import { createBooking } from "../../../handlers/bookings/operations/create-booking";
import { bookingStore } from "../../../handlers/bookings/store";
import { inForce } from "../../../handlers/business/in-force";
import { listVisitsOutside } from "../../../handlers/business/operations/list-visits-outside";
import { replaceBusiness } from "../../../handlers/business/operations/replace-business";
import { businessStore } from "../../../handlers/business/store";
import { whyOutside } from "../../../handlers/business/visits-outside";
import { aBooking, monday, now, validRequest } from "../../support/bookings";
import { adminClaims, apiEvent } from "../../support/events";
import { business } from "../../support/fixture-business";
import { useTestTables } from "../../support/tables";

const [petra, ...others] = business.staff as unknown as [StaffMember, ...StaffMember[]];
const off = (date: string) => ({ date, name: { en: "Closed", fr: "Fermé" } });
const withPetra = (changes: Partial<StaffMember>): Business => ({
  ...business,
  staff: [{ ...petra, ...changes }, ...others],
});

describe("why a visit is outside the document", () => {
  const why = (of: Business, changes: Partial<Booking> = {}) => whyOutside(of, aBooking(changes));

  it("is nothing while all of it fits, whatever the notice, the horizon and the grid are now", () => {
    expect(why(business)).to.equal(undefined);
    const rules = { ...business.booking, gridMinutes: 55, noticeMinutes: 999_999, horizonDays: 1 };
    expect(why({ ...business, booking: rules })).to.equal(undefined);
  });

  it("is the first that somebody would have to know", () => {
    const cases: Record<OutsideVisit["why"], OutsideVisit["why"] | undefined> = {
      "service.gone": why(business, { service: ["perm"] }),
      "person.gone": why({ ...business, staff: others as never }),
      "person.service": why(withPetra({ services: ["box-braids"] })),
      "day.closed": why({ ...business, exceptions: [off(monday)] }),
      "day.away": why(withPetra({ exceptions: [{ date: monday }] })),
      "time.outside": why(withPetra({ breaks: [{ starts: "11:00", ends: "11:30" }] })),
    };
    for (const [wanted, found] of Object.entries(cases)) expect(found).to.equal(wanted);
  });

  it("counts the length that was sold, and no buffer", () => {
    const until = (closes: string) =>
      withPetra({ hours: { ...petra.hours, monday: [{ opens: "09:00", closes }] } });
    expect(why(until("11:30"))).to.equal(undefined);
    expect(why(until("11:25"))).to.equal("time.outside");
  });
});

describe("the visits that a save leaves outside", function () {
  this.timeout(60_000);
  const tables = useTestTables("bookings", "slots", "business");
  const closed = { ...business, exceptions: [...business.exceptions, off(monday)] };
  let at = now;
  const clock = () => at;
  const stores = () => {
    const client = tables().documents;
    return { saved: businessStore(client), lists: bookingLists(client) };
  };
  const sent = async (reply: Promise<{ statusCode: number; body: string }>) => {
    const { statusCode, body } = await reply;
    return { statusCode, json: JSON.parse(body) };
  };
  const save = (of: Business, more = {}) => {
    const { saved, lists } = stores();
    const handler = replaceBusiness(business, saved, clock, lists);
    const body = { version: 1, business: of, ...more };
    return sent(handler(apiEvent({ body, claims: adminClaims })));
  };
  const outside = async (): Promise<VisitsOutsideReply> => {
    const { saved, lists } = stores();
    const handler = listVisitsOutside(business, saved, lists, clock);
    return (await sent(handler(apiEvent({ claims: adminClaims })))).json;
  };
  const store = async (...bookings: Booking[]) => {
    const books = bookingStore(tables().documents);
    for (const one of bookings) expect(await books.create(one, {}, now)).to.include({ ok: true });
  };

  beforeEach(async () => {
    at = now;
    await stores().saved.save({ version: 1, savedAt: now, business });
  });

  it("are listed with who, when and why, but not what is over, gone or still fits", async () => {
    await store(
      aBooking(),
      aBooking({ bookingId: "b-2", appointmentTime: "14:00", status: "completed" }),
      aBooking({ bookingId: "b-3", appointmentDate: "2026-11-24" }),
    );
    const visit = {
      bookingId: aBooking().bookingId,
      customerName: "Awa Ngo",
      appointmentDate: monday,
      appointmentTime: "10:00",
      staff: "petra",
      staffName: petra.name,
      why: "day.closed",
    };
    const { statusCode, json } = await save(closed);
    expect(statusCode).to.equal(200);
    const askAgainAt = "2026-11-21T08:00:15Z";
    const listed = { version: 2, visits: [visit], isMore: false };
    expect(json.outside).to.deep.equal({ ...listed, askAgainAt });
    expect(await outside()).to.deep.equal({ ...listed, askAgainAt });
    at = askAgainAt;
    expect(await outside()).to.deep.equal(listed);
  });

  it("are told by a dry run, which saves nothing and refuses a stale version", async () => {
    await store(aBooking());
    const { json } = await save(closed, { dryRun: true });
    expect(json).to.deep.include({ version: 1, business: { ...business } });
    expect(json.outside).to.deep.include({ version: 2, isMore: false });
    expect(json.outside.visits).to.have.lengthOf(1);
    expect((await stores().saved.current())?.version).to.equal(1);
    expect((await save(closed, { dryRun: true, version: 3 })).json.code).to.equal("business.stale");
  });

  it("include one by the horizon of the version before", async () => {
    const far = { ...business, booking: { ...business.booking, horizonDays: 300 } };
    await stores().saved.save({ version: 2, savedAt: now, business: far });
    await store(aBooking({ appointmentDate: "2027-07-05" }));
    const july = { ...business, exceptions: [off("2027-07-05")] };
    await stores().saved.save({ version: 3, savedAt: now, business: july });
    expect((await outside()).visits).to.have.lengthOf(1);
  });

  it("include every one that functions with the version before let in meanwhile", async () => {
    let ms = 0;
    const { saved } = stores();
    const books = bookingStore(tables().documents);
    const booking = inForce(
      (of: Business) => createBooking(of, books, clock, { autoConfirm: true }),
      undefined,
      () => saved.current(),
      () => ms,
    );
    const ask = (changes: object) => {
      const { email: _, ...body } = { ...validRequest, ...changes };
      return booking(apiEvent({ body }));
    };
    const book = (time: string, at: number) => ask({ phone: `+2376518446${10 + at}`, time });
    expect((await book("09:00", 0)).statusCode).to.equal(201);
    // Some before the save, some beside it, some after it, all by the version before.
    const [reply, ...beside] = await Promise.all([
      save(closed),
      ...["11:00", "13:00", "15:00"].map((time, index) => book(time, 1 + index)),
    ]);
    expect(beside.map(({ statusCode }) => statusCode)).to.deep.equal([201, 201, 201]);
    ms = 1_999;
    const last = await ask({ staff: "solange", phone: "+237651844690" });
    expect(last.statusCode).to.equal(201);
    ms = 2_000;
    expect((await book("17:00", 5)).statusCode).to.equal(400);
    at = reply.json.outside.askAgainAt;
    const list = await outside();
    expect(list.askAgainAt).to.equal(undefined);
    expect(list.visits.map((one) => `${one.appointmentTime} ${one.why}`)).to.deep.equal(
      ["09:00", "10:00", "11:00", "13:00", "15:00"].map((time) => `${time} day.closed`),
    );
  });
});
