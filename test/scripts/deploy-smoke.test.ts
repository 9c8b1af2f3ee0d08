import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { business } from "../../business";
import { smokeTest } from "../../scripts/deploy/smoke-test";
import { openTestStage, type TestStage } from "../support/stage";

describe("the smoke test after a deployment", () => {
  let test: TestStage;
  before(async () => {
    test = await openTestStage();
  });
  after(() => test.close());

  const asked = (siteUrl: string, apiUrl: string) =>
    smokeTest({ siteUrl, apiUrl, zone: business.timeZone, patienceMs: 0 });

  it("finds nothing wrong with a site that works", async () => {
    const { siteUrl, apiUrl } = test.stage;
    const outcomes = await asked(siteUrl, apiUrl);
    expect(outcomes.filter(({ problem }) => problem)).to.deep.equal([]);
    expect(outcomes.map(({ what }) => what)).to.deep.equal([
      "the API's health",
      "the home page",
      "an asset that it names",
      "the free times",
      "a write past the edge, which is refused",
    ]);
  });

  it("finds each part that doesn't", async () => {
    const answers: Record<string, string> = {
      "/": '<html><script src="/assets/gone.js"></script>',
      "/api/health": '{"status":"degraded"}',
      "/count": "{}",
    };
    const server = createServer(({ url = "" }, response) => {
      response.statusCode = answers[url] === undefined ? 503 : 200;
      response.end(answers[url]);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const problems = (await asked(url, url)).map(({ problem = "" }) => problem.replace(url, ""));
    server.close();
    expect(problems[0]).to.equal('its status is "degraded"');
    expect(problems[1]).to.equal("");
    expect(problems[2]).to.equal("/assets/gone.js answers 503");
    expect(problems[3]).to.match(/^\/api\/availability\?date=\d{4}-\d\d-\d\d&days=7 answers 503$/);
    expect(problems[4]).to.equal("the answer is 200 instead of 403");
  });

  it("says what can't be reached at all", async () => {
    const [health] = await asked("http://127.0.0.1:9", "http://127.0.0.1:9");
    expect(health?.problem).to.match(/^http:\/\/127\.0\.0\.1:9\/api\/health cannot be reached \(/);
  });
});
