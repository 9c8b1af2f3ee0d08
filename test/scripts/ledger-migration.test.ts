import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Booking } from "../../handlers/bookings/booking";
import { timeHeld } from "../../handlers/bookings/diary/held";
import { staffDayOf, takenTimes } from "../../handlers/bookings/diary/ledger";
import { bookingStore } from "../../handlers/bookings/store";
import { migrateDays, migrateHeld } from "../../scripts/ledger-migration";
import { aBooking, monday, now } from "../support/bookings";
import { storeBefore } from "../support/ledger-before/store";
import { useTestTables } from "../support/tables";

describe("the migration of the diary to minutes", function () {
  this.timeout(60_000);
  const tables = useTestTables("bookings", "slots");
  const client = () => tables().documents;
  const store = () => bookingStore(client());
  const old = () => storeBefore(client());
  const migrate = async () => {
    const [bookingsTable, slotsTable] = ["data-bookings", "data-slots"].map(
      (name) => tables().names[name] as string,
    ) as [string, string];
    const progress = () => {};
    return {
      held: await migrateHeld(client(), { bookingsTable, progress }),
      days: await migrateDays(client(), { slotsTable, progress }),
    };
  };
  const dayOf = async (staff = "petra") => {
    const { Item = {} } = await client().send(
      new GetCommand({
        TableName: process.env.SLOTS_TABLE,
        Key: { staffDay: staffDayOf(staff, monday) },
      }),
    );
    return Item;
  };
  const minutesOf = (day: Record<string, unknown>) =>
    Object.keys(day)
      .filter((name) => /^m\d+$/.test(name))
      .map((name) => Number(name.slice(1)))
      .sort((one, other) => one - other);
  const without = ({ held: _, ...booking }: Booking) => booking;
  const every5 = (from: number, to: number) =>
    Array.from({ length: (to - from) / 5 }, (_, at) => from + at * 5);

  it("gives what the release before made its minutes, once", async () => {
    await old().create(without(aBooking({ bookingId: "old" })), now);
    expect(minutesOf(await dayOf())).to.deep.equal([]);
    expect(await migrate()).to.deep.equal({
      held: { total: 1, migrated: 1, left: 0 },
      // Its number and its address have items, too.
      days: { total: 3, migrated: 1, left: 0 },
    });
    expect(await store().find("old")).to.deep.equal(aBooking({ bookingId: "old" }));
    const day = await dayOf();
    expect(minutesOf(day)).to.deep.equal(every5(600, 705));
    const { held, days } = await migrate();
    expect([held.migrated, days.migrated]).to.deep.equal([0, 0]);
    expect(await dayOf()).to.deep.equal(day);
  });

  it("drops the minutes of what the release before freed, and follows what it moved", async () => {
    const cancelled = aBooking({ bookingId: "cancelled" });
    const moved = aBooking({ bookingId: "moved", appointmentTime: "14:00" });
    for (const one of [cancelled, moved]) await store().create(one, {}, now);
    await old().changeStatus(cancelled, "cancelled", "customer", now);
    const { held: _, ...known } = timeHeld("16:00", { durationMinutes: 90, bufferMinutes: 15 });
    const to = { ...moved, appointmentTime: "16:00", ...known };
    await old().move(moved, without(to), "customer", now);
    expect(minutesOf(await dayOf())).to.deep.equal([...every5(600, 705), ...every5(840, 945)]);
    const { held, days } = await migrate();
    expect([held.migrated, days.migrated]).to.deep.equal([1, 1]);
    expect(minutesOf(await dayOf())).to.deep.equal(every5(960, 1065));
    expect((await store().find("moved"))?.held).to.deep.equal([[960, 1065]]);
    expect(takenTimes(await dayOf())).to.deep.equal([{ from: 960, to: 1065, bookingId: "moved" }]);
  });

  it("leaves alone what both forms say already, off the quarters of an hour, too", async () => {
    const fine = timeHeld("10:20", { durationMinutes: 20, bufferMinutes: 5 });
    await store().create(aBooking({ bookingId: "fine", ...fine }), {}, now);
    const day = await dayOf();
    const { held, days } = await migrate();
    expect([held.migrated, days.migrated]).to.deep.equal([0, 0]);
    expect(await dayOf()).to.deep.equal(day);
  });

  it("writes a day that is wholly taken", async () => {
    const quarters = Array.from({ length: 96 }, (_, at) => [`b${at}`, "old"]);
    const staffDay = staffDayOf("petra", monday);
    await client().send(
      new PutCommand({
        TableName: process.env.SLOTS_TABLE,
        Item: { staffDay, ...Object.fromEntries(quarters) },
      }),
    );
    expect((await migrate()).days).to.deep.equal({ total: 1, migrated: 1, left: 0 });
    expect(minutesOf(await dayOf())).to.deep.equal(every5(0, 1440));
  });
});
