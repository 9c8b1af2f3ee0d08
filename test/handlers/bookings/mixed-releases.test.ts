import { randomUUID } from "node:crypto";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { streamSource } from "local-stage/parts";
import { releasesTime } from "../../../contract/rules/status";
import { blockIdIn, holderOf } from "../../../handlers/bookings/blocks/block";
import { blockIn, blockStore } from "../../../handlers/bookings/blocks/block-store";
import type { Booking } from "../../../handlers/bookings/booking";
import { type Held, heldBy } from "../../../handlers/bookings/diary/held";
import { planDay, staffDayOf, takenTimes } from "../../../handlers/bookings/diary/ledger";
import { bucketsByDay, ledgerChanges } from "../../../handlers/bookings/diary/ledger-changes";
import { bookingStore } from "../../../handlers/bookings/store";
import { aBooking, now } from "../../support/bookings";
import { bucketsByDay as quartersByDay } from "../../support/ledger-before/ledger";
import { storeBefore } from "../../support/ledger-before/store";
import { days, people, runMixed, type Tally, touchedDays } from "../../support/mixed-releases";
import { useTestTables } from "../../support/tables";

/** Where a booking is, as one text for each piece of time: "petra#2026-11-23 120". */
type Places = (booking: Booking) => string[];

const placesIn = (staff: string, byDay: ReadonlyMap<string, readonly number[]>) =>
  [...byDay].flatMap(([date, pieces]) =>
    pieces.map((piece) => `${staffDayOf(staff, date)} ${piece}`),
  );
/** By the quarters of an hour, which functions of both releases store. */
const quarterPlaces: Places = ({ staff, appointmentDate: date, buckets }) =>
  placesIn(staff, quartersByDay({ date, buckets }));
const minutePlaces: Places = (booking) => placesIn(booking.staff, bucketsByDay(heldBy(booking)));

describe("functions of two releases on one diary", function () {
  this.timeout(1_200_000);
  const tables = useTestTables("bookings", "slots");

  const client = () => tables().documents;
  const scan = async (table: string) => {
    const found: Record<string, unknown>[] = [];
    const pages = paginateScan(
      { client: client() },
      { TableName: tables().names[table], ConsistentRead: true },
    );
    for await (const { Items = [] } of pages) found.push(...Items);
    return found;
  };
  const openBookings = async () =>
    ((await scan("data-bookings")) as unknown as Booking[]).filter(
      ({ status }) => !releasesTime(status),
    );
  const slots = async () =>
    new Map((await scan("data-slots")).map((item) => [String(item.staffDay), item]));
  const daysOf = async () => {
    const items = await slots();
    for (const key of items.keys()) if (key.startsWith("block")) items.delete(key);
    return items;
  };
  /** The blocks that were not removed. */
  const openBlocks = async () =>
    [...(await slots())]
      .filter(([key, { removedAt }]) => blockIdIn(key) !== undefined && !removedAt)
      .map(([, item]) => blockIn(item));

  /** Every overlap that there ever was, from the stream, which has each transaction in its order. */
  const overlapsEver = async (places: Places): Promise<string[]> => {
    const { engine, names } = tables();
    const { Table } = await client().send(
      new DescribeTableCommand({ TableName: names["data-bookings"] as string }),
    );
    const credentials = { accessKeyId: "test", secretAccessKey: "test", sessionToken: "test" };
    const source = streamSource(engine.url, "local", credentials, String(Table?.LatestStreamArn));
    const { shards } = await source.shards();
    expect(shards).to.have.length(1);
    const held = new Map<string, string>();
    const placesOf = new Map<string, string[]>();
    const overlaps: string[] = [];
    let states = 0;
    let iterator: string | undefined = await source.iterator(String(shards[0]?.ShardId), "oldest");
    while (iterator) {
      const { records, next } = await source.read(iterator, 1_000);
      for (const { dynamodb } of records) {
        states++;
        const { Keys = {}, NewImage } = dynamodb as Record<string, Record<string, never>>;
        const id = String(unmarshall(Keys).bookingId);
        for (const place of placesOf.get(id) ?? []) {
          if (held.get(place) === id) held.delete(place);
        }
        const booking = NewImage && (unmarshall(NewImage) as Booking);
        const has = booking && !releasesTime(booking.status) ? places(booking) : [];
        placesOf.set(id, has);
        for (const place of has) {
          const other = held.get(place);
          if (other && overlaps.length < 5)
            overlaps.push(`${place}: ${other} and ${id}, state ${states}`);
          held.set(place, id);
        }
      }
      iterator = records.length > 0 ? next : undefined;
    }
    expect(states, "changes in the stream").to.be.above(100);
    return overlaps;
  };

  /** The diary gives the open bookings and the blocks their time, and nobody else any. */
  const expectExact = async (places: Places) => {
    const ledger = await daysOf();
    const open = await openBookings();
    for (const booking of open) {
      for (const change of ledgerChanges(booking.bookingId, heldBy(booking), undefined)) {
        const day = ledger.get(staffDayOf(change.staff, change.date));
        expect(planDay(day, change), `${booking.bookingId} has its time`).to.have.property(
          "ok",
          true,
        );
      }
    }
    const taken = [...ledger].flatMap(([staffDay, day]) =>
      takenTimes(day).map((time) => ({ ...time, staffDay })),
    );
    const minutes = taken.reduce((sum, { from, to }) => sum + to - from, 0);
    const due = open.flatMap((booking) => heldBy(booking).stretches);
    for (const block of await openBlocks()) {
      for (const [staffDay, stretches] of Object.entries(block.held)) {
        const own = takenTimes(ledger.get(staffDay)).filter(
          ({ bookingId }) => bookingId === holderOf(block),
        );
        expect(own.map(({ from, to }) => [from, to])).to.deep.equal(stretches);
        due.push(...stretches);
      }
    }
    expect(minutes, "minutes that are taken").to.equal(
      due.reduce((sum, [from, to]) => sum + to - from, 0),
    );
    const all = open.flatMap(places);
    expect(new Set(all).size).to.equal(all.length);
  };

  /** Whole days are free for either release once everything is cancelled. */
  const expectNothingLost = async (cancelWith: (index: number) => "before" | "now") => {
    const stores = { before: storeBefore(client()), now: bookingStore(client()) };
    for (const block of await openBlocks()) await blockStore(client()).remove(block, now);
    for (const [index, booking] of (await openBookings()).entries()) {
      const store = stores[cancelWith(index)];
      const { ok } = await store.changeStatus(booking, "cancelled", "customer", now);
      expect(ok, `${booking.bookingId} is cancelled`).to.equal(true);
    }
    for (const staff of people) {
      for (const date of touchedDays) {
        const whole: Held = { staff, date, stretches: [[0, 1440]] };
        const made = aBooking({
          bookingId: randomUUID(),
          staff,
          appointmentDate: date,
          held: whole.stretches,
          buckets: [...Array(96).keys()],
        });
        const [first, second] = days.includes(date) ? ["before", "now"] : ["now", "before"];
        for (const release of [first, second]) {
          const { held: _, ...known } = made;
          const one = { ...made, bookingId: randomUUID() };
          const created =
            release === "now"
              ? await stores.now.create(one, {}, now)
              : await stores.before.create({ ...known, bookingId: one.bookingId }, now);
          expect(created, `${staff} ${date} for ${release}`).to.deep.equal({ ok: true });
          const stored = (await stores.now.find(one.bookingId)) as Booking;
          const gone = await stores.now.changeStatus(stored, "cancelled", "customer", now);
          expect(gone.ok).to.equal(true);
        }
      }
    }
    for (const day of (await daysOf()).values()) expect(takenTimes(day)).to.deep.equal([]);
  };

  const total = (tally: Tally) => Object.values(tally).reduce((sum, count) => sum + count, 0);

  it("never give time to two visits in 10,000 operations, and lose none", async () => {
    const operations = 10_000;
    const tally = await runMixed(client(), { operations, seed: 20_261_130, grainOf: () => 15 });
    console.log(`      ${JSON.stringify(tally)}`);
    expect(total(tally)).to.equal(operations);
    for (const release of ["before", "now"] as const) {
      for (const what of ["book", "move", "cancel"]) {
        expect(tally[`${what} ${release} done`], `${what} ${release}`).to.be.above(
          operations / 200,
        );
      }
      for (const what of ["book", "move"]) {
        expect(tally[`${what} ${release} taken`], `${what} ${release}`).to.be.above(
          operations / 200,
        );
      }
    }
    for (const what of ["block now done", "block now taken", "unblock now done"]) {
      expect(tally[what], what).to.be.above(20);
    }
    expect(await overlapsEver(quarterPlaces)).to.deep.equal([]);
    const left = [...(await daysOf()).values()].flatMap((day) =>
      Object.entries(day).filter(([name, id]) => {
        const minute = /^m(\d+)$/.exec(name)?.[1];
        return minute && day[`b${Math.floor(Number(minute) / 15)}`] !== id;
      }),
    );
    expect(left.length, "minutes that functions of the release before left").to.be.above(10);
    await expectExact(quarterPlaces);
    await expectNothingLost((index) => (index % 2 === 0 ? "before" : "now"));
  });

  it("never give time to two visits, though new ones are off the quarters of an hour", async () => {
    const operations = 2_000;
    const grainOf = (release: string) => (release === "now" ? 5 : 15);
    const tally = await runMixed(client(), { operations, seed: 7, grainOf });
    console.log(`      ${JSON.stringify(tally)}`);
    expect(total(tally)).to.equal(operations);
    expect(tally["cancel before changed"], "visits that old functions can't free").to.be.above(10);
    expect(await overlapsEver(minutePlaces)).to.deep.equal([]);
    await expectExact(minutePlaces);
    await expectNothingLost(() => "now");
  });
});
