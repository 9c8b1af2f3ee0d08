import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import {
  mailAllowance,
  mostMailsADay,
} from "../../../../handlers/bookings/messages/mail-allowance";
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
});
