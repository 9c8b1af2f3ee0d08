import { expect } from "chai";
import { call, noThrottle, openTestStage, type TestStage } from "../support/stage";

describe("counting visits over HTTP on the local stage", function () {
  this.timeout(120_000);
  let site: TestStage;
  const visit = (browser: string, headers: Record<string, string> = {}) =>
    site.api("POST", "/count", { headers: { "User-Agent": browser, ...headers } });
  const count = async () => (await site.api("GET", "/count")).json.count as number;

  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  it("starts at zero, counts a visitor once, and is kept by nobody", async () => {
    const first = await site.api("GET", "/count");
    expect(first.status).to.equal(200);
    expect(first.json).to.deep.equal({ count: 0 });
    expect(first.headers.get("cache-control")).to.equal("no-store");
    const counted = await visit("Browser/1");
    expect(counted.status).to.equal(200);
    expect(counted.json).to.deep.equal({ count: 1 });
    expect((await visit("Browser/1")).json).to.deep.equal({ count: 1 });
    expect(await count()).to.equal(1);
  });

  it("believes no visitor who claims another address", async () => {
    const before = await count();
    await visit("Browser/1", { "X-Viewer-Address": "203.0.113.1" });
    await visit("Browser/1", { "X-Forwarded-For": "203.0.113.2" });
    expect(await count()).to.equal(before);
  });

  it("refuses a body with anything in it, and a call past the site", async () => {
    const before = await count();
    const extra = await site.api("POST", "/count", { body: { count: 5_000 } });
    expect(extra.status).to.equal(400);
    expect(extra.json).to.have.property("error").that.is.a("string");
    const direct = await call(`${site.stage.apiUrl}/count`, "POST", { body: {} });
    expect(direct.status).to.equal(403);
    expect(direct.json).to.have.all.keys("code", "error");
    expect(await count()).to.equal(before);
  });

  it("counts 300 parallel visits exactly and keeps no address", async () => {
    const before = await count();
    // The store's own test makes 5,000, at the speed of the handler.
    const visits = 300;
    const statuses: number[] = [];
    let next = 0;
    const visitor = async () => {
      while (next < visits) statuses.push((await visit(`Parallel/${next++}`)).status);
    };
    await Promise.all(Array.from({ length: 50 }, visitor));
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(statuses).to.have.lengthOf(visits);
    expect(await count()).to.equal(before + visits);
    const stored = JSON.stringify(await site.scan("data-visits"));
    expect(stored).not.to.match(/127\.0\.0\.1|::1|Parallel/);
    expect(site.lines.join("\n")).not.to.match(/127\.0\.0\.1 |Parallel/);
  });
});
