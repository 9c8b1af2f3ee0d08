import { expect } from "chai";
import { openDay, openTestStage, type TestStage, visitorRequest } from "../support/stage";

describe("the usage plans", () => {
  let test: TestStage;
  before(async () => {
    test = await openTestStage({
      "shopfront:monthlyVisits": "2",
      "shopfront:monthlyRequests": "4",
      "shopfront:alertEmail": "owner@example.com",
    });
  });
  after(() => test?.close());

  let days = 0;
  const book = async () => {
    const body = visitorRequest({ date: openDay(days++) });
    return (await test.api("POST", "/booking", { body })).status;
  };
  const look = async () => {
    const [result] = await test.stage.runNow("usage-hourly");
    if (!result?.ok) throw new Error(result?.message);
    return result.payload as { sent: object; reported: string[] };
  };

  it("refuse visits beyond their month, and still take bookings and show the count", async () => {
    const visit = () => test.api("POST", "/count", { body: {} });
    const statuses = [(await visit()).status, (await visit()).status, (await visit()).status];
    expect(statuses).to.deep.equal([200, 200, 429]);
    expect((await test.api("GET", "/count")).status).to.equal(200);
    expect(await book()).to.equal(201);
  });

  it("tell the owner of half a month's requests once, in words, and refuse no booking", async () => {
    expect((await look()).sent).to.deep.equal({ bookings: 1, visits: 2 });
    // Its answer may be that of a second run, where a slow machine ended the first after its mail.
    await test.mail(({ subject, text }) => {
      return subject === "Many requests to shopfront local" && text.includes("monthlyVisits");
    });
    expect(await book()).to.equal(201);
    expect(await look()).to.deep.equal({
      sent: { bookings: 2, visits: 2 },
      reported: ["bookings"],
    });
    const { text } = await test.mail(({ subject, text }) => {
      return subject === "Many requests to shopfront local" && text.includes("monthlyRequests");
    });
    expect(text).to.include(
      "Since the 1st, visitors of shopfront local have sent 2 requests to book, move or cancel, at least half of shopfront:monthlyRequests (4). Nothing is refused and customers can book. If you have not been that busy, somebody is flooding the shop. Runbook: docs/runbooks/many-requests.md",
    );
    for (let sent = 2; sent < 6; sent++) expect(await book()).to.equal(201);
    expect((await look()).reported).to.deep.equal([]);
  });
});
