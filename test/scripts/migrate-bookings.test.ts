import { spawnSync } from "node:child_process";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { unixSeconds } from "../../contract/rules/calendar";
import type { Booking } from "../../handlers/bookings/booking";
import { bookingStore } from "../../handlers/bookings/store";
import { feedbackStore } from "../../handlers/feedback/store";
import { migrateBookings, migrateReviews } from "../../scripts/migration";
import { aBooking, now } from "../support/bookings";
import { anOlderReview, aReview } from "../support/feedback";
import { business } from "../support/fixture-business";
import { openTestTables, type TestTables } from "../support/tables";

describe("the migration of older bookings", function () {
  this.timeout(60_000);
  let tables: TestTables;
  const names = () => ({
    bookingsTable: tables.names["data-bookings"] as string,
    slotsTable: tables.names["data-slots"] as string,
  });
  const migrate = () => migrateBookings(tables.documents, business, { ...names(), now });
  const store = () => bookingStore(tables.documents);
  const put = (changes: Partial<Booking>) =>
    tables.documents.send(
      new PutCommand({ TableName: names().bookingsTable, Item: aBooking(changes) }),
    );

  before(async () => {
    tables = await openTestTables();
    process.env.BOOKINGS_TABLE = names().bookingsTable;
    process.env.SLOTS_TABLE = names().slotsTable;
  });
  after(async () => {
    delete process.env.BOOKINGS_TABLE;
    delete process.env.SLOTS_TABLE;
    await tables?.close();
  });
  beforeEach(() => tables.empty("data-bookings", "data-slots"));

  it("stores what each was sold as, and changes nothing else", async () => {
    await put({ bookingId: "coming" });
    await put({ bookingId: "over", status: "completed", appointmentDate: "2026-11-20" });
    await put({ bookingId: "gone", service: ["gone"], status: "cancelled" });
    expect(await migrate()).to.deep.equal({ total: 3, migrated: 3 });
    const { sold, ...rest } = (await store().find("coming")) as Booking;
    expect(rest).to.deep.equal(aBooking({ bookingId: "coming" }));
    expect(sold).to.deep.equal({
      services: [{ id: "cornrows", name: { en: "Cornrows", fr: "Nattes collées" } }],
      staffName: "Petra",
      durationMinutes: 90,
      bufferMinutes: 15,
      priceMinor: 8000,
      currency: "XAF",
    });
    expect((await store().find("over"))?.sold).to.include({ priceMinor: 8000 });
    expect((await store().find("gone"))?.sold).not.to.have.property("priceMinor");
    expect(await migrate()).to.deep.equal({ total: 3, migrated: 0 });
  });

  it("lists those that are to come with their number, so that the next one can't overlap them", async () => {
    await put({ bookingId: "coming" });
    await put({ bookingId: "cancelled", status: "cancelled", appointmentTime: "14:00" });
    await migrate();
    const limits = { maxOpenVisits: 5, forAnother: false };
    const book = (bookingId: string, appointmentTime: string) =>
      store().create(aBooking({ bookingId, appointmentTime, staff: "solange" }), { limits }, now);
    expect(await book("one", "10:30")).to.deep.equal({ ok: false, reason: "contact.limit" });
    expect(await book("two", "14:00")).to.deep.equal({ ok: true });
  });

  it("keeps what is stored already, whatever the business asks today", async () => {
    await put({ bookingId: "coming" });
    await migrate();
    const before = await store().find("coming");
    const dearer = {
      ...business,
      services: business.services.map((one) => ({ ...one, price: 99_000 })),
    };
    await migrateBookings(tables.documents, dearer, { ...names(), now });
    expect(await store().find("coming")).to.deep.equal(before);
  });

  it("keeps older reviews, whose addresses go on their day and can be erased until then", async () => {
    const feedbackTable = tables.names["data-feedback"] as string;
    process.env.FEEDBACK_TABLE = feedbackTable;
    await tables.empty("data-feedback");
    const store = feedbackStore(tables.documents);
    const reviews = [
      anOlderReview({ name: "First" }),
      anOlderReview({ name: "Second", email: "other@example.com" }),
      aReview({ name: "Newer" }),
      anOlderReview({ name: "Expired", expiresAt: unixSeconds(now) }),
    ];
    for (const review of reviews) await store.add(review);
    const migrateAll = () => migrateReviews(tables.documents, { feedbackTable, now });
    expect(await migrateAll()).to.deep.equal({ total: 4, migrated: 2 });
    expect(await migrateAll()).to.deep.equal({ total: 4, migrated: 0 });

    const aYearLater = "2027-11-21T08:00:00Z";
    const { feedback } = await store.newest(10, undefined, aYearLater);
    expect(feedback.map(({ name }) => name)).to.have.members(["First", "Second", "Newer"]);
    expect(JSON.stringify(feedback)).not.to.match(/@|expiresAt/);
    const { Items = [] } = await tables.documents.send(
      new ScanCommand({ TableName: feedbackTable }),
    );
    const addresses = Items.filter(({ feedbackId }) => feedbackId.startsWith("address#"));
    expect(addresses.map(({ email }) => email).sort()).to.deep.equal([
      "awa@example.com",
      "other@example.com",
    ]);
    for (const { expiresAt } of addresses) expect(expiresAt).to.equal(reviews[0]?.expiresAt);
    expect(await store.eraseBy("other@example.com")).to.equal(1);
    expect((await store.newest(10, undefined, now)).feedback).to.have.length(2);
    delete process.env.FEEDBACK_TABLE;
  });

  it("is a command that says in one sentence what it lacks", () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ["--import", "tsx", "scripts/migrate-bookings.ts", ...args], {
        encoding: "utf8",
      });
    expect(run("--help").stdout).to.contain("npm run migrate");
    const bare = run();
    expect(bare.status).to.equal(1);
    expect(bare.stderr.trim()).to.equal(
      "Unknown tables: give --stack, or --bookings-table, --slots-table and --feedback-table.",
    );
  });
});
