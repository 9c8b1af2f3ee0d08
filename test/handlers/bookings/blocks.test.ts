import { randomUUID } from "node:crypto";
import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { addDays } from "../../../contract/rules/calendar";
import type { BlockReply, BlockRequest, Obstacle } from "../../../contract/schemas/blocks";
import { blockStore } from "../../../handlers/bookings/blocks/block-store";
import { continueBlock } from "../../../handlers/bookings/blocks/operations/continue-block";
import { createBlock } from "../../../handlers/bookings/blocks/operations/create-block";
import { listBlocks } from "../../../handlers/bookings/blocks/operations/list-blocks";
import { removeBlock } from "../../../handlers/bookings/blocks/operations/remove-block";
import type { Actor, Booking } from "../../../handlers/bookings/booking";
import { freeTimes, withLengths } from "../../../handlers/bookings/diary/free-staff";
import { staffDayOf, takenTimes } from "../../../handlers/bookings/diary/ledger";
import { moveVisit } from "../../../handlers/bookings/move-visit";
import { bookingStore } from "../../../handlers/bookings/store";
import { ledgerFaults } from "../../../scripts/backup/ledger-check";
import { aBooking, monday, now } from "../../support/bookings";
import { adminClaims, apiEvent } from "../../support/events";
import { business } from "../../support/fixture-business";
import { storeBefore } from "../../support/ledger-before/store";
import { useTestTables } from "../../support/tables";

const tuesday = addDays(monday, 1);

describe("blocked time", function () {
  this.timeout(120_000);
  const tables = useTestTables("bookings", "slots");
  let at = now;
  const error = console.error;
  beforeEach(() => {
    at = now;
    console.error = () => {};
  });
  afterEach(() => {
    console.error = error;
  });
  const clock = () => at;
  const bookings = () => bookingStore(tables().documents);
  const blocks = () => blockStore(tables().documents);

  const read = ({ statusCode, body }: { statusCode: number; body: string }) => ({
    statusCode,
    json: body === "" ? undefined : JSON.parse(body),
  });
  const request: BlockRequest = { people: ["petra"], from: monday, to: monday, reason: "off" };
  const send = async (changes: Partial<BlockRequest> = {}, key?: string, store = blocks()) => {
    const headers: Record<string, string> = key ? { "Idempotency-Key": key } : {};
    const event = apiEvent({ body: { ...request, ...changes }, headers, claims: adminClaims });
    return read(await createBlock(business, store, bookings(), clock)(event));
  };
  const block = async (...parts: Parameters<typeof send>) => {
    const { statusCode, json } = await send(...parts);
    if (statusCode !== 200) throw new Error(JSON.stringify(json));
    return json as { block: BlockReply & { blockId: string }; inTheWay: Obstacle[] };
  };
  const goOn = async (blockId: string, body = {}) =>
    read(
      await continueBlock(
        business,
        blocks(),
        bookings(),
        clock,
      )(apiEvent({ path: { blockId }, body, claims: adminClaims })),
    );
  const remove = async (blockId: string) =>
    read(
      await removeBlock(
        business,
        blocks(),
        clock,
      )(apiEvent({ path: { blockId }, claims: adminClaims })),
    );
  const list = async (query = {}) =>
    read(await listBlocks(business, blocks(), clock)(apiEvent({ query, claims: adminClaims }))).json
      .blocks as BlockReply[];
  const book = async (changes: Partial<Booking> = {}) => {
    const one = aBooking({ bookingId: randomUUID(), ...changes });
    const result = await bookings().create(one, {}, now);
    return { ...one, isBooked: result.ok };
  };
  const day = async (date: string, staff = "petra") => {
    const { Item } = await tables().documents.send(
      new GetCommand({
        TableName: process.env.SLOTS_TABLE,
        Key: { staffDay: staffDayOf(staff, date) },
        ConsistentRead: true,
      }),
    );
    return takenTimes(Item).map(
      ({ from, to, bookingId }) => `${from}-${to} ${bookingId.slice(0, 5)}`,
    );
  };
  const free = async (date: string, of: Business = business) => {
    const people = withLengths(of, [{ id: "petra" }], ["cornrows"]);
    const [found] = await freeTimes(of, bookings(), people, [date], now);
    return found?.slots.map(({ time }) => time) ?? [];
  };
  const expectNoFaults = async () => {
    const table = (name: string, keys: string[]) => ({ name, keys }) as never;
    const faults = await ledgerFaults(
      tables().client,
      {
        bookings: table(process.env.BOOKINGS_TABLE as string, ["bookingId"]),
        slots: table(process.env.SLOTS_TABLE as string, ["staffDay"]),
      },
      "2026-01-01",
    );
    expect(faults).to.deep.equal([]);
  };

  it("is offered to nobody and can't be booked, now or by functions of the release before", async () => {
    const { block: made, inTheWay } = await block({
      fromTime: "11:00",
      toTime: "15:00",
      note: "Flu",
    });
    expect(inTheWay).to.deep.equal([]);
    expect(made).to.deep.include({ heldDays: 1, leftDays: 0, fromTime: "11:00", toTime: "15:00" });
    expect(await free(monday)).to.deep.equal(["09:00", "15:00", "15:30", "16:00", "16:30"]);
    expect((await book({ appointmentTime: "12:00" })).isBooked).to.equal(false);
    const { held: _, ...old } = aBooking({ bookingId: randomUUID(), appointmentTime: "13:00" });
    expect(await storeBefore(tables().documents).create(old, now)).to.deep.include({ ok: false });
    expect((await list()).map(({ note }) => note)).to.deep.equal(["Flu"]);
    await expectNoFaults();
  });

  it("and a booking at the same moment, two hundred times, never both", async () => {
    const tally = { booked: 0, blocked: 0 };
    const race = async (round: number) => {
      const date = addDays("2027-01-04", round);
      const asked = { appointmentDate: date, customerPhone: `+23765${String(1_000_000 + round)}` };
      const span = round % 4 < 2 ? {} : { fromTime: "11:00", toTime: "12:00" };
      let holds = () => block({ from: date, to: date, ...span });
      if (round % 2 === 0) {
        // One that has waited for a visit to go has as few steps left as the booking.
        const visit = await book(asked);
        const { block: waiting } = await holds();
        await bookings().changeStatus(visit, "cancelled", "customer", now);
        holds = async () => (await goOn(waiting.blockId)).json;
      }
      const [booking, { block: made, inTheWay }] = await Promise.all([book(asked), holds()]);
      expect(made.heldDays + made.leftDays).to.equal(1);
      expect(booking.isBooked, `round ${round}`).to.equal(made.heldDays === 0);
      expect(inTheWay.map(({ id }) => id)).to.deep.equal(
        booking.isBooked ? [booking.bookingId] : [],
      );
      tally[booking.isBooked ? "booked" : "blocked"]++;
    };
    for (let first = 0; first < 200; first += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, at) => race(first + at)));
    }
    expect(tally.booked, "booked").to.be.greaterThan(0);
    expect(tally.blocked, "blocked").to.be.greaterThan(0);
    await expectNoFaults();
  });

  it("waits on a day with a visit in the way, which is listed before anything happens", async () => {
    const visit = await book();
    const asked = { from: monday, to: tuesday, people: undefined as never };
    const inTheWay: Obstacle = {
      id: visit.bookingId,
      kind: "visit",
      staff: "petra",
      date: monday,
      time: "10:00",
      customerName: "Awa Ngo",
    };
    const preview = await block({ ...asked, dryRun: true });
    expect(preview.block).to.deep.include({ heldDays: 0, leftDays: 2 * business.staff.length });
    expect(preview.block).not.to.have.any.keys("blockId", "createdAt");
    expect(preview.inTheWay).to.deep.equal([inTheWay]);
    expect(await list()).to.deep.equal([]);

    const { block: made, ...rest } = await block(asked);
    expect(made).to.deep.include({ heldDays: 2 * business.staff.length - 1, leftDays: 1 });
    expect(rest.inTheWay).to.deep.equal([inTheWay]);
    expect(await day(monday)).to.deep.equal([`600-705 ${visit.bookingId.slice(0, 5)}`]);

    await bookings().changeStatus(visit, "cancelled", "customer", now);
    const { json } = await goOn(made.blockId);
    expect(json.block).to.deep.include({ leftDays: 0 });
    expect(await day(monday)).to.deep.equal(["0-1440 block"]);
    await expectNoFaults();
  });

  it("is held around the visits that are kept, and around no other", async () => {
    const visit = await book();
    const other = await book({ appointmentTime: "14:00", customerPhone: "+237651844665" });
    const { block: made } = await block({ keep: [visit.bookingId] });
    expect(made.leftDays).to.equal(1);
    const { json } = await goOn(made.blockId, { keep: [other.bookingId] });
    expect(json.block).to.deep.include({ heldDays: 1, leftDays: 0 });
    expect((await day(monday)).filter((taken) => taken.endsWith("block"))).to.deep.equal([
      "0-600 block",
      "705-840 block",
      "945-1440 block",
    ]);
    await expectNoFaults();
    await remove(made.blockId);
    expect(await day(monday)).to.have.lengthOf(2);
  });

  it("goes on where it was cut short, by the same request or a later one", async () => {
    const documents = tables().documents;
    const cut = (after: number) => {
      let writes = 0;
      return blockStore({
        send: (command: never) => {
          if ((command as unknown) instanceof TransactWriteCommand && ++writes > after) {
            throw new Error("cut");
          }
          return documents.send(command);
        },
      } as never);
    };
    const asked = { to: addDays(monday, 59) };
    const key = "block-key-1";
    // The block itself, and the first twenty days.
    expect((await send(asked, key, cut(2))).statusCode).to.equal(500);
    expect((await list()).map(({ heldDays, leftDays }) => [heldDays, leftDays])).to.deep.equal([
      [20, 40],
    ]);
    await expectNoFaults();
    const { block: made } = await block(asked, key);
    expect(made).to.deep.include({ heldDays: 60, leftDays: 0 });
    expect(await list()).to.have.lengthOf(1);
    expect((await send({ ...asked, reason: "sick" }, key)).json.code).to.equal(
      "idempotency.reused",
    );

    const removing = removeBlock(business, cut(2), clock);
    const event = apiEvent({ path: { blockId: made.blockId }, claims: adminClaims });
    expect((await removing(event)).statusCode).to.equal(500);
    expect((await list())[0]).to.deep.include({ isRemoving: true, heldDays: 40 });
    await expectNoFaults();
    expect((await goOn(made.blockId)).statusCode).to.equal(404);
    expect((await remove(made.blockId)).statusCode).to.equal(204);
    expect(await list()).to.deep.equal([]);
    expect(await day(monday)).to.deep.equal([]);
    expect((await remove(made.blockId)).statusCode).to.equal(204);
    expect((await block(asked, key)).block.heldDays).to.equal(0);
  });

  it("frees exactly what it held when it goes", async () => {
    const visit = await book({ appointmentTime: "15:00" });
    const { block: other } = await block({ fromTime: "09:00", toTime: "10:00", reason: "break" });
    const { block: made } = await block({ fromTime: "10:00", toTime: "11:05" });
    expect(await free(monday)).not.to.include("10:30");
    await remove(made.blockId);
    expect(await day(monday)).to.deep.equal([
      "540-600 block",
      `900-1005 ${visit.bookingId.slice(0, 5)}`,
    ]);
    expect(await free(monday)).to.include("10:30");
    expect((await list()).map(({ blockId }) => blockId)).to.deep.equal([other.blockId]);
    await expectNoFaults();
  });

  it("names another block that is in the way", async () => {
    const { block: first } = await block({ fromTime: "22:00", to: tuesday, toTime: "10:00" });
    expect([await day(monday), await day(tuesday)]).to.deep.equal([
      ["1320-1440 block"],
      ["0-600 block"],
    ]);
    const second = await block({ from: tuesday, to: tuesday });
    expect(second.inTheWay).to.deep.equal([
      { id: first.blockId, kind: "block", staff: "petra", date: tuesday, time: "00:00" },
    ]);
    await goOn(second.block.blockId, { keep: [first.blockId] });
    expect(await day(tuesday)).to.deep.equal(["0-600 block", "600-1440 block"]);
  });

  it("leaves its time to the others that cover it when it goes, and frees the rest", async () => {
    const visit = await book({ appointmentTime: "15:00" });
    const span = { to: tuesday };
    const { block: first } = await block({ ...span, fromTime: "08:00", keep: [visit.bookingId] });
    const [short, whole] = [
      { fromTime: "09:00", toTime: "10:05" },
      { ...span, fromTime: "09:30" },
    ];
    const { block: second } = await block({ ...short, keep: [first.blockId] });
    const { block: third } = await block({ ...whole, keep: [first.blockId, visit.bookingId] });
    expect([second.heldDays, third.heldDays]).to.deep.equal([1, 2]);
    const holders = async (date: string) => {
      const { Item } = await tables().documents.send(
        new GetCommand({
          TableName: process.env.SLOTS_TABLE,
          Key: { staffDay: staffDayOf("petra", date) },
          ConsistentRead: true,
        }),
      );
      const names: Record<string, string> = {
        [`block#${first.blockId}`]: "first",
        [`block#${second.blockId}`]: "second",
        [`block#${third.blockId}`]: "third",
        [visit.bookingId]: "visit",
      };
      return takenTimes(Item).map((one) => `${one.from}-${one.to} ${names[one.bookingId]}`);
    };
    expect(await holders(monday)).to.deep.equal([
      "480-900 first",
      "900-1005 visit",
      "1005-1440 first",
    ]);
    await remove(first.blockId);
    expect(await holders(monday)).to.deep.equal([
      "540-605 second",
      "605-900 third",
      "900-1005 visit",
      "1005-1440 third",
    ]);
    expect(await holders(tuesday)).to.deep.equal(["0-1440 third"]);
    expect((await book({ appointmentTime: "09:00" })).isBooked).to.equal(false);
    await expectNoFaults();
    await remove(third.blockId);
    expect(await holders(monday)).to.deep.equal(["540-605 second", "900-1005 visit"]);
    await remove(second.blockId);
    expect(await holders(monday)).to.deep.equal(["900-1005 visit"]);
    await expectNoFaults();
  });

  /** A store that lets something happen right before its second transaction. */
  const interrupted = (happen: () => Promise<unknown>) => {
    let writes = 0;
    const send = async (command: never) => {
      if ((command as unknown) instanceof TransactWriteCommand && ++writes === 2) await happen();
      return tables().documents.send(command);
    };
    return blockStore({ send } as never);
  };

  for (const [what, span] of Object.entries({
    "longer than it": {},
    "within it": { fromTime: "10:00", toTime: "11:00" },
  })) {
    it(`loses no time of one ${what} that is made at the same moment`, async () => {
      const expected = "toTime" in span ? ["600-660 block"] : ["0-1440 block"];
      const asked = { fromTime: "09:00", toTime: "12:00" };
      for (const [date, isFirst] of [
        [monday, true],
        [tuesday, false],
      ] as const) {
        const on = { from: date, to: date };
        const { block: going } = await block({ ...on, ...asked });
        const makes = { ...on, ...span, keep: [going.blockId] };
        if (isFirst) {
          const store = interrupted(() => block(makes));
          const event = apiEvent({ path: { blockId: going.blockId }, claims: adminClaims });
          expect(read(await removeBlock(business, store, clock)(event)).statusCode).to.equal(204);
        } else
          await block(
            makes,
            undefined,
            interrupted(() => remove(going.blockId)),
          );
        expect(await day(date), String(isFirst)).to.deep.equal(expected);
      }
      await expectNoFaults();
    });
  }

  it("leaves nothing when it goes together with the one that covers it", async () => {
    const race = async (round: number) => {
      const on = { from: addDays("2027-01-04", round), to: addDays("2027-01-04", round) };
      const { block: first } = await block(on);
      const { block: second } = await block({ ...on, keep: [first.blockId] });
      await Promise.all([remove(first.blockId), remove(second.blockId)]);
      expect(await day(on.from), `round ${round}`).to.deep.equal([]);
    };
    for (let first = 0; first < 20; first += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, at) => race(first + at)));
    }
    await expectNoFaults();
  });

  it("leaves a long one's time to many short ones", async () => {
    const days = Array.from({ length: 20 }, (_, at) => addDays(monday, at));
    const { block: long } = await block({ to: addDays(monday, 19) });
    const shorts = days.flatMap((date) =>
      ["08:00", "10:00", "12:00", "14:00", "16:00"].map((fromTime) => ({ date, fromTime })),
    );
    for (const { date, fromTime } of shorts) {
      const toTime = fromTime.replace(":00", ":30");
      await block({ from: date, to: date, fromTime, toTime, keep: [long.blockId] });
    }
    await remove(long.blockId);
    for (const date of days) {
      expect(await day(date)).to.deep.equal(
        [480, 600, 720, 840, 960].map((from) => `${from}-${from + 30} block`),
      );
    }
    await expectNoFaults();
  });

  it("is offered to no visit that is moved, with the same person or another", async () => {
    const booking: Booking = await book();
    const everybody = { people: undefined as never, from: tuesday, to: tuesday };
    await block({ ...everybody, fromTime: "11:00", toTime: "14:00" });
    const able = withLengths(business, business.staff, booking.service);
    const [offered] = await freeTimes(
      business,
      bookings(),
      able,
      [tuesday],
      now,
      booking.bookingId,
    );
    const times = offered?.slots.map(({ time }) => time) ?? [];
    expect(times).to.include("14:00");
    expect(times.filter((time) => time > "09:30" && time < "14:00")).to.deep.equal([]);
    for (const { id: staff } of able) {
      for (const time of ["10:00", "11:00", "13:30"]) {
        const target = { staff, date: tuesday, time };
        for (const by of ["customer", "admin-id"] as Actor[]) {
          const moved = await moveVisit(business, bookings(), booking, target, by, now);
          expect(moved, `${staff} ${time} ${by}`).to.deep.include({ ok: false, reason: "taken" });
        }
      }
    }
    const target = { staff: "petra", date: tuesday, time: "14:00" };
    const moved = await moveVisit(business, bookings(), booking, target, "customer", now);
    expect(moved).to.deep.include({ ok: true, moved: true });
    await expectNoFaults();
  });

  it("is whole on days on which the clocks change", async () => {
    const paris = { ...business, timeZone: "Europe/Paris" };
    for (const date of ["2027-03-28", "2027-10-31"]) {
      const event = apiEvent({ body: { ...request, from: date, to: date }, claims: adminClaims });
      const { json } = read(await createBlock(paris, blocks(), bookings(), clock)(event));
      expect(json.block).to.deep.include({ heldDays: 1, toTime: "24:00" });
      expect(await day(date)).to.deep.equal(["0-1440 block"]);
    }
  });

  it("takes none of the time that is over, and refuses what is no time at all", async () => {
    at = `${monday}T11:02:00Z`;
    const visit = await book({ appointmentTime: "09:00" });
    const { block: made, inTheWay } = await block({ from: "2026-11-21", reason: "sick" });
    expect(inTheWay).to.deep.equal([]);
    expect(made).to.deep.include({ from: monday, fromTime: "12:00", heldDays: 1 });
    expect(await day(monday)).to.deep.equal([
      `540-645 ${visit.bookingId.slice(0, 5)}`,
      "720-1440 block",
    ]);
    const wrong: [Partial<BlockRequest>, string][] = [
      [{ to: "2026-11-22", from: "2026-11-20" }, "to"],
      [{ toTime: "11:00" }, "to"],
      [{ from: tuesday }, "to"],
      [{ fromTime: "13:00", toTime: "13:00" }, "toTime"],
      [{ fromTime: "13:02" }, "fromTime"],
      [{ toTime: "17:59" }, "toTime"],
      [{ people: ["nobody"] }, "people"],
      [{ to: "2028-12-31" }, "to"],
    ];
    for (const [changes, field] of wrong) {
      const { statusCode, json } = await send(changes);
      expect([statusCode, Object.keys(json.fields)], JSON.stringify(changes)).to.deep.equal([
        400,
        [field],
      ]);
    }
    expect(await list()).to.have.lengthOf(1);
  });
});
