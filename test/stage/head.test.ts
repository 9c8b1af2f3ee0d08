import { expect } from "chai";
import * as operations from "../../contract/operations";
import type { Operation } from "../../contract/operations/operation";
import { get, rawRequest } from "../../packages/local-stage/test/raw-request";
import { openTestStage, type TestStage } from "../support/stage";

describe("HEAD on the API", function () {
  this.timeout(60_000);
  let site: TestStage;
  before(async () => {
    site = await openTestStage();
  });
  after(() => site.close());

  const reads = Object.values<Operation>(operations).filter(({ method }) => method === "GET");

  it("is answered as GET is, at the site and at the API itself, without a body", async () => {
    const headers = await site.adminHeaders();
    for (const { path } of reads) {
      const filled = path.replace(/\{\w+\}/g, "none");
      for (const base of [`${site.stage.siteUrl}/api`, site.stage.apiUrl]) {
        for (const who of [headers, {}]) {
          const asked = await fetch(`${base}${filled}`, { headers: who });
          await asked.text();
          const head = await fetch(`${base}${filled}`, { method: "HEAD", headers: who });
          expect(head.status, `${base}${filled}`).to.equal(asked.status);
          expect(head.headers.get("content-type")).to.equal(asked.headers.get("content-type"));
          expect(await head.text()).to.equal("");
        }
      }
    }
  });

  it("tells a monitor that the shop is well", async () => {
    for (const url of [`${site.stage.siteUrl}/api/health`, `${site.stage.apiUrl}/health`]) {
      expect((await fetch(url, { method: "HEAD" })).status).to.equal(200);
    }
    const { port } = new URL(site.stage.siteUrl);
    const raw = await rawRequest(Number(port), get("/api/health").replace("GET", "HEAD"));
    expect(raw).to.match(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/);
  });
});
