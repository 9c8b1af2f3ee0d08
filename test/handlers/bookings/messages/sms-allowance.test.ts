import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { smsAllowance } from "../../../../handlers/bookings/messages/sms-allowance";
import { openTestTables, type TestTables } from "../../../support/tables";

describe("the month's allowance of SMS on a real DynamoDB engine", function () {
  this.timeout(60_000);
  let tables: TestTables;
  const variable = process.env.ANALYTICS_TABLE;
  const itemOf = async (month: string) =>
    (
      await tables.documents.send(
        new GetCommand({
          TableName: process.env.ANALYTICS_TABLE,
          Key: { aggregateId: `sms#${month}` },
          ConsistentRead: true,
        }),
      )
    ).Item;

  before(async () => {
    tables = await openTestTables();
    process.env.ANALYTICS_TABLE = tables.names["data-analytics"];
  });
  after(async () => {
    if (variable === undefined) delete process.env.ANALYTICS_TABLE;
    else process.env.ANALYTICS_TABLE = variable;
    await tables?.close();
  });

  it("gives out no more than the cap when many ask at once", async () => {
    const allowance = smsAllowance("Africa/Douala", tables.documents, 7);
    const asked = Array.from({ length: 30 }, () => allowance.take("2026-11-21T08:00:00Z"));
    expect((await Promise.all(asked)).filter((given) => given)).to.have.length(7);
    const item = await itemOf("2026-11");
    expect(item).to.deep.equal({
      aggregateId: "sms#2026-11",
      count: 7,
      expiresAt: Date.parse("2027-02-21T08:00:00Z") / 1000,
    });
  });

  it("begins anew each month of the business's calendar", async () => {
    const allowance = smsAllowance("Africa/Douala", tables.documents, 1);
    // Douala is an hour ahead of UTC.
    expect(await allowance.take("2026-12-31T22:59:00Z")).to.equal(true);
    expect(await allowance.take("2026-12-31T22:59:59Z")).to.equal(false);
    expect(await allowance.take("2026-12-31T23:00:00Z")).to.equal(true);
    expect((await itemOf("2027-01"))?.count).to.equal(1);
  });

  it("takes up a cap that was raised or lowered within the month", async () => {
    const at = "2027-03-05T08:00:00Z";
    expect(await smsAllowance("Africa/Douala", tables.documents, 1).take(at)).to.equal(true);
    expect(await smsAllowance("Africa/Douala", tables.documents, 2).take(at)).to.equal(true);
    expect(await smsAllowance("Africa/Douala", tables.documents, 1).take(at)).to.equal(false);
    expect((await itemOf("2027-03"))?.count).to.equal(2);
  });
});
