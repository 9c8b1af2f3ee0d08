import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { signInOnDesk } from "../../../scripts/emulator/desk";
import { deployAndWalk } from "../../../scripts/emulator/run-emulator";
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

  it("ends with the program taken down and with what did not work", async () => {
    const done: string[] = [];
    const stack = {
      up: async () => void done.push("up"),
      outputs: async () => ({
        siteUrl: "http://d1234.cloudfront.net",
        apiUrl: "https://a1b2c3d4.execute-api.ca-central-1.amazonaws.com/api",
        adminUserPool: "pool",
      }),
      destroy: async () => void done.push("destroy"),
    };
    const lines: string[] = [];
    const problem = await deployAndWalk(
      stack,
      { address: "http://127.0.0.1:9" },
      "ca-central-1",
      (line) => lines.push(line),
    ).catch((error: Error) => error);
    expect((problem as Error).message).to.match(
      /^The walk-through failed: a page \(.*ECONNREFUSED/,
    );
    expect(done).to.deep.equal(["up", "destroy"]);
    expect(lines.filter((line) => line.startsWith("  FAILED"))).to.have.lengthOf(steps.length);
  });

  it("takes down what a failed deployment left, and says both where that fails too", async () => {
    const failing = (problem: string) => async () => {
      throw new Error(problem);
    };
    const stack = {
      up: failing("pulumi up failed"),
      outputs: failing("never asked"),
      destroy: failing("pulumi destroy failed"),
    };
    const address = "http://127.0.0.1:9";
    const problem = await deployAndWalk(stack, { address }, "ca-central-1", () => undefined).catch(
      (error: Error) => error,
    );
    expect((problem as Error).message).to.equal("pulumi up failed\npulumi destroy failed");
  });
});
