import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { signInOnDesk } from "../../../scripts/emulator/desk";
import { walkThrough } from "../../../scripts/emulator/walk-through";
import { noThrottle, openTestStage, type TestStage } from "../../support/stage";

const steps = [
  "a page",
  "a free time",
  "a booking",
  "its cancellation",
  "the counter",
  "a write past the edge, which is refused",
  "signing in",
  "the catalog",
  "a review, counted by its stream",
  "a user",
];

describe("the walk-through of a shop", function () {
  this.timeout(90_000);
  let test: TestStage;
  before(async () => {
    test = await openTestStage(noThrottle);
  });
  after(() => test?.close());

  it("works on the local stage, with the owner signed in as on the desk", async () => {
    const { siteUrl, apiUrl, cognito } = test.stage;
    const { admin } = cognito;
    if (!admin) throw new Error("Nobody can sign in.");
    const site = { url: siteUrl };
    const outcomes = await walkThrough({
      site,
      api: { url: apiUrl },
      signIn: () => signInOnDesk(site, admin),
    });
    expect(outcomes.filter(({ problem }) => problem)).to.deep.equal([]);
    expect(outcomes.map(({ what }) => what)).to.deep.equal(steps);
    expect((await test.bookings()).map(({ status }) => status)).to.deep.equal(["cancelled"]);
    expect(await test.scan("data-products")).to.deep.equal([]);
    expect(await test.scan("data-feedback")).to.have.length.above(0);
  });

  it("says of each part that it does not work", async () => {
    const server = createServer((_, response) => {
      response.statusCode = 502;
      response.end("<h1>502</h1>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const broken = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const signIn = () => signInOnDesk(broken, { email: "owner@example.com", password: "guess" });
    const outcomes = await walkThrough({ site: broken, api: broken, signIn, patienceMs: 0 });
    server.close();
    expect(outcomes.map(({ what }) => what)).to.deep.equal(steps);
    expect(outcomes.filter(({ problem }) => !problem)).to.deep.equal([]);
    const problems = outcomes.map(({ problem }) => problem);
    expect(problems[0]).to.match(/^GET \/ answers 502 instead of 200: <h1>502<\/h1>$/);
    expect(problems[6]).to.match(/^Cognito's InitiateAuth answers 502/);
  });
});
