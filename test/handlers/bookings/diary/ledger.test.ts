import { expect } from "chai";
import {
  ledgerChanges,
  ledgerUpdate,
  takenBuckets,
} from "../../../../handlers/bookings/diary/ledger";

describe("the slot ledger", () => {
  const nothing = { date: "2026-11-23", bookingId: "one", take: [], keep: [], release: [] };

  it("reads only the buckets of an item", () => {
    const item = { staffDay: "petra#2026-11-23", b40: "one", b41: "two", expiresAt: 1, bonus: "x" };
    expect([...takenBuckets(item)]).to.deep.equal([
      [40, "one"],
      [41, "two"],
    ]);
    expect(takenBuckets(undefined).size).to.equal(0);
  });

  it("takes each bucket only if it is free", () => {
    const update = ledgerUpdate("slots", {
      staff: "petra",
      date: "2026-11-23",
      bookingId: "one",
      take: [40, 41],
    });
    expect(update.Key).to.deep.equal({ staffDay: "petra#2026-11-23" });
    expect(update.UpdateExpression).to.equal("SET #b40 = :id, #b41 = :id, expiresAt = :expiresAt");
    expect(update.ConditionExpression).to.equal(
      "attribute_not_exists(#b40) AND attribute_not_exists(#b41)",
    );
    expect(update.ExpressionAttributeValues).to.deep.equal({
      ":id": "one",
      ":expiresAt": Date.UTC(2027, 1, 21) / 1000,
    });
  });

  it("frees only buckets that are the booking's own", () => {
    const update = ledgerUpdate("slots", {
      staff: "petra",
      date: "2026-11-23",
      bookingId: "one",
      release: [40],
    });
    expect(update.UpdateExpression).to.equal("SET expiresAt = :expiresAt REMOVE #b40");
    expect(update.ConditionExpression).to.equal("#b40 = :id");
  });

  it("moves within a day in one change that keeps what both times share", () => {
    const from = { staff: "petra", date: "2026-11-23", buckets: [40, 41, 42] };
    expect(ledgerChanges("one", from, { ...from, buckets: [42, 43, 44] })).to.deep.equal([
      {
        staff: "petra",
        date: "2026-11-23",
        bookingId: "one",
        take: [43, 44],
        keep: [42],
        release: [40, 41],
      },
    ]);
  });

  it("moves to another day or person in two changes", () => {
    const from = { staff: "petra", date: "2026-11-23", buckets: [40] };
    const to = { staff: "solange", date: "2026-11-23", buckets: [40] };
    expect(ledgerChanges("one", from, to)).to.deep.equal([
      { ...nothing, staff: "solange", take: [40] },
      { ...nothing, staff: "petra", release: [40] },
    ]);
  });

  it("takes and frees what is past midnight on the day after", () => {
    const held = { staff: "petra", date: "2026-11-23", buckets: [95, 96, 97] };
    const next = { ...nothing, staff: "petra", date: "2026-11-24" };
    expect(ledgerChanges("one", undefined, held)).to.deep.equal([
      { ...nothing, staff: "petra", take: [95] },
      { ...next, take: [0, 1] },
    ]);
    expect(ledgerChanges("one", held, undefined)).to.deep.equal([
      { ...nothing, staff: "petra", release: [95] },
      { ...next, release: [0, 1] },
    ]);
  });

  it("writes a day once, though a move leaves it for the day before", () => {
    const from = { staff: "petra", date: "2026-11-24", buckets: [0, 1, 2] };
    const to = { staff: "petra", date: "2026-11-23", buckets: [95, 96, 97] };
    expect(ledgerChanges("one", from, to)).to.deep.equal([
      { ...nothing, staff: "petra", take: [95] },
      { ...nothing, staff: "petra", date: "2026-11-24", keep: [0, 1], release: [2] },
    ]);
  });
});
