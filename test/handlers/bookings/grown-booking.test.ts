import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import type { Booking, HistoryEntry } from "../../../handlers/bookings/booking";
import { decide } from "../../../handlers/bookings/decide";
import { linkRequests } from "../../../handlers/bookings/link-requests";
import { moveVisit } from "../../../handlers/bookings/move-visit";
import { adminView } from "../../../handlers/bookings/operations/admin-view";
import { bookingStore } from "../../../handlers/bookings/store";
import { aBooking, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { useTestTables } from "../../support/tables";

/** As DynamoDB measures an item, within a few bytes; 400 KB is the most. */
function kilobytes(booking: Booking): number {
  return JSON.stringify(marshall(booking, { removeUndefinedValues: true })).length / 1024;
}

const afterwards = "2026-11-24T08:00:00Z";
const entry: HistoryEntry = {
  at: now,
  by: "customer",
  status: "confirmed",
  movedFrom: "petra 2026-11-23T09:00:00Z",
  movedTo: "petra 2026-11-24T09:00:00Z",
};

/** A booking that a release without bounds let grow to the limit of an item. */
const grown = {
  "a history": (entries: number): Partial<Booking> => ({
    history: Array.from({ length: entries }, () => entry),
  }),
  "results of mails": (results: number): Partial<Booking> => ({
    mail: Object.fromEntries(
      Array.from({ length: results }, (_, index) => [
        `change-${index}`,
        { status: "sent", at: now, messageId: `0100018f-${randomUUID()}` },
      ]),
    ),
  }),
};

describe("a booking that an earlier release let grow without end", function () {
  this.timeout(60_000);
  const tables = useTestTables("bookings", "slots");

  const store = () => bookingStore(tables().documents);
  /** As large as the table takes it: the next entry would not fit. */
  const full = async (
    what: keyof typeof grown,
    changes: Partial<Booking> = {},
  ): Promise<Booking> => {
    const one = aBooking({ bookingId: randomUUID(), ...changes });
    await store().create(one, {}, now);
    const put = (Item: Booking) =>
      tables().documents.send(new PutCommand({ TableName: process.env.BOOKINGS_TABLE, Item }));
    let [fits, tooMany] = [0, 10_000];
    while (tooMany - fits > 1) {
      const tried = Math.floor((fits + tooMany) / 2);
      try {
        await put({ ...one, ...grown[what](tried) });
        fits = tried;
      } catch {
        tooMany = tried;
      }
    }
    const item = { ...one, ...grown[what](fits) };
    await put(item);
    return item;
  };
  const found = async ({ bookingId }: Booking) => (await store().find(bookingId)) as Booking;
  const decideOn = ({ bookingId }: Booking, to: "confirmed" | "no_show" | "cancelled") =>
    decide(store(), bookingId, to, "admin:petra", to === "no_show" ? afterwards : now);

  for (const what of Object.keys(grown) as (keyof typeof grown)[]) {
    describe(`by ${what}`, () => {
      it("is confirmed and cancelled on the desk, and shrinks", async () => {
        const one = await full(what, { status: "pending" });
        const before = kilobytes(await found(one));
        expect(await decideOn(one, "confirmed")).to.include({ ok: true });
        expect(kilobytes(await found(one))).to.be.lessThan(before);
        expect(await decideOn(one, "cancelled")).to.include({ ok: true });
        expect((await found(one)).status).to.equal("cancelled");
      });

      it("is moved on the desk and marked as a no-show, and shrinks", async () => {
        const one = await full(what);
        const before = kilobytes(await found(one));
        const to = { staff: "petra", date: one.appointmentDate, time: "14:00" };
        const moved = await moveVisit(business, store(), await found(one), to, "admin:petra", now);
        expect(moved).to.include({ ok: true, moved: true });
        expect(kilobytes(await found(one))).to.be.lessThan(before);
        expect(await decideOn(one, "no_show")).to.include({ ok: true });
      });

      it("shows what a small one shows", async () => {
        const view = adminView(business, await found(await full(what)));
        expect(view.history.length).to.be.at.most(31);
        expect(Object.keys(view.mail).length).to.be.at.most(42);
      });
    });
  }

  it("counts the moves that its history tells, and takes no more of them", async () => {
    const one = await full("a history");
    const to = { staff: "petra", date: one.appointmentDate, time: "14:00" };
    const moved = await moveVisit(business, store(), one, to, "customer", now);
    expect(moved).to.deep.equal({ ok: false, reason: "moves.limit" });
  });

  it("is as small as any other one after enough changes", async () => {
    const one = await full("results of mails");
    let changes = 0;
    for (let read = one; kilobytes(read) > 20; changes++, read = await found(one)) {
      const time = read.appointmentTime === "10:00" ? "14:00" : "10:00";
      const to = { staff: "petra", date: read.appointmentDate, time };
      const result = await moveVisit(business, store(), read, to, "admin:petra", now);
      expect(result).to.include({ ok: true });
      if (changes > 100) throw new Error("It does not shrink.");
    }
    expect(changes).to.be.lessThan(60);
  });

  it("has its link sent again, and keeps room for the result", async () => {
    const one = await full("results of mails");
    const contact = { kind: "email", value: one.customerEmail as string } as const;
    expect(await linkRequests(tables().documents).ask(contact, () => true, now)).to.equal(1);
    expect(Object.keys((await found(one)).mail).length).to.be.lessThan(
      Object.keys(one.mail).length,
    );
  });
});
