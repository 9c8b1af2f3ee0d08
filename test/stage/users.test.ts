import { expect } from "chai";
import { call, noThrottle, openTestStage, type TestStage } from "../support/stage";

describe("the users over HTTP on the local stage", function () {
  this.timeout(60_000);
  let site: TestStage;

  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  it("are closed to whoever is not signed in, through the site and past it", async () => {
    const body = { name: "Awa Ngo", email: "awa@example.com" };
    const operations: [method: string, path: string, body?: unknown][] = [
      ["POST", "/users", body],
      ["GET", "/users"],
      ["GET", "/users/some-id"],
      ["PUT", "/users/some-id", body],
      ["DELETE", "/users/some-id"],
    ];
    for (const [method, path, sent] of operations) {
      const options = sent === undefined ? {} : { body: sent };
      const replies = [
        await site.api(method, path, options),
        await call(`${site.stage.apiUrl}${path}`, method, options),
      ];
      for (const reply of replies) {
        expect(reply.status, `${method} ${path}`).to.equal(401);
        expect(reply.json).to.have.all.keys("code", "error");
      }
    }
    expect(await site.scan("data-users")).to.deep.equal([]);
  });
});
