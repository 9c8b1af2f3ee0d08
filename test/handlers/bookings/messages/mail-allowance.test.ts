import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import {
  mailAllowance,
  mostMailsADay,
} from "../../../../handlers/bookings/messages/mail-allowance";
import { mailChannel } from "../../../../handlers/bookings/messages/mail-channel";
import { aBooking } from "../../../support/bookings";
import { business } from "../../../support/fixture-business";
import { openTestTables, type TestTables } from "../../../support/tables";

describe("the day's allowance of mails that visitors cause, on a real DynamoDB engine", function () {
  this.timeout(60_000);
  let tables: TestTables;
  const variable = process.env.ANALYTICS_TABLE;
  before(async () => {
    tables = await openTestTables();
    process.env.ANALYTICS_TABLE = tables.names["data-analytics"];
  });
  after(async () => {
    if (variable === undefined) delete process.env.ANALYTICS_TABLE;
    else process.env.ANALYTICS_TABLE = variable;
    await tables?.close();
  });

  it("lets 20 mails a day through to an address, however many ask at once, and tells it from no other", async () => {
    const { take } = mailAllowance(tables.documents);
    const asked = Array.from({ length: 50 }, (_, index) =>
      take(index % 2 ? "Awa@example.com" : "awa@example.com", "2026-11-21T23:59:00Z"),
    );
    expect((await Promise.all(asked)).filter(Boolean)).to.have.length(mostMailsADay);
    expect(mostMailsADay).to.equal(20);
    expect(await take("ngo@example.com", "2026-11-21T23:59:00Z")).to.equal(true);
    expect(await take("awa@example.com", "2026-11-22T00:00:00Z"), "the day after").to.equal(true);
    const { Items = [] } = await tables.documents.send(
      new ScanCommand({ TableName: process.env.ANALYTICS_TABLE }),
    );
    expect(JSON.stringify(Items)).not.to.match(/awa|ngo|@/i);
    const full = Items.find(({ count }) => count === mostMailsADay);
    expect(full?.aggregateId).to.match(/^mails#2026-11-21#[\da-f]{64}$/);
    expect(full?.expiresAt).to.equal(Date.parse("2026-11-22T23:59:00Z") / 1000);
  });

  it("counts what follows a + as the same mailbox, and leaves other addresses alone", async () => {
    const { take } = mailAllowance(tables.documents, 3);
    const at = "2026-11-25T10:00:00Z";
    const count = async (...addresses: string[]) => {
      const taken = await Promise.all(addresses.map((address) => take(address, at)));
      return taken.filter(Boolean).length;
    };
    expect(
      await count(...Array.from({ length: 9 }, (_, tag) => `victim+${tag}+x@example.com`)),
    ).to.equal(3);
    expect(await count("victim@example.com", "Victim+Y@Example.com")).to.equal(0);
    expect(
      await count("victi@example.com", "victim@example.org", "+m@example.com", "+n@example.com"),
    ).to.equal(4);
  });

  it("lets no visitor who books and cancels all day send more than an address's mails of the day", async () => {
    const sent: string[] = [];
    const { send } = mailChannel(
      business,
      {
        from: "noreply@example.com",
        send: async ({ tags }) => {
          sent.push(String(tags.mail).split("-")[0] ?? "");
          return { ok: true, messageId: "m" };
        },
      },
      mailAllowance(tables.documents),
    );
    const at = "2026-11-26T08:00:00Z";
    const customerEmail = "flooded@example.com";
    for (let pair = 0; pair < 60; pair++) {
      const booked = aBooking({ bookingId: `b${pair}`, customerEmail });
      const one = {
        kind: "confirmation",
        name: "confirmation-0",
        now: at,
        isCounted: false,
      } as const;
      const { status } = await send({ ...one, booking: booked });
      const cancelled = {
        ...booked,
        status: "cancelled",
        sequence: 1,
        mail: { "confirmation-0": { status, at } },
        history: [...booked.history, { at, by: "customer", status: "cancelled" }],
      } as const;
      await send({ ...one, booking: cancelled, kind: "cancellation", name: "cancellation-1" });
    }
    const count = (kind: string) => sent.filter((each) => each === kind).length;
    expect(count("confirmation")).to.equal(mostMailsADay);
    expect(count("cancellation"), "one for each that was told").to.equal(mostMailsADay);
  });
});
