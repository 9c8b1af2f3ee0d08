import { expect } from "chai";
import { openTestStage, type TestStage } from "../support/stage";

describe("the health of the local stage", function () {
  this.timeout(60_000);
  let site: TestStage;

  before(async () => {
    site = await openTestStage();
  });
  after(() => site?.close());

  it("is told to anybody, fresh each time, and reads nothing but what its role grants", async () => {
    const reply = await site.api("GET", "/health");
    expect(reply.status).to.equal(200);
    expect(reply.headers.get("cache-control")).to.equal("no-store");
    expect(reply.json).to.have.all.keys("status", "version", "dependencies");
    expect(reply.json).to.deep.include({
      status: "ok",
      dependencies: { bookings: "ok", products: "ok", feedback: "ok" },
    });
    expect(reply.json.version).to.match(/^\d+$/);
  });

  it("can't be changed by anybody", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      const reply = await site.api(method, "/health", { body: {} });
      expect(reply.status, method).to.be.oneOf([403, 404]);
      expect(reply.json, method).to.have.all.keys("code", "error");
    }
  });
});
