import { expect } from "chai";
import { openTestStage, type TestStage, visitorRequest } from "../support/stage";

describe("the monthly quotas", () => {
  let test: TestStage;
  before(async () => {
    test = await openTestStage({ "shopfront:monthlyVisits": "2" });
  });
  after(() => test?.close());

  it("refuse visits beyond theirs, and still take bookings and show the count", async () => {
    const visit = () => test.api("POST", "/count", { body: {} });
    const statuses = [(await visit()).status, (await visit()).status, (await visit()).status];
    expect(statuses).to.deep.equal([200, 200, 429]);
    expect((await test.api("GET", "/count")).status).to.equal(200);
    const booking = await test.api("POST", "/booking", { body: visitorRequest() });
    expect(booking.status).to.equal(201);
  });
});
