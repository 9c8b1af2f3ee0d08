import { join } from "node:path";
import { expect } from "chai";
import { expectAccountAsInState, inAccount } from "./account";
import { deployed, settings } from "./deployed";
import { done, type Engine, succeeded } from "./engine";

/** Steps of one stack's life, in their order. */
describe("A stack under the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await deployed();
  });
  after(() => engine.remove());

  it("has everything in the account that its state names, and nothing else", () => {
    expectAccountAsInState(engine);
    expect(inAccount(engine)).to.have.lengthOf.above(300);
  });

  it("had every file up before the pages that name it, and the pages before their paths", () => {
    const order = engine.deeds().map(({ name }) => name);
    const files = order.filter((name) => name.startsWith("site-files-") && name.includes("."));
    expect(files).to.have.lengthOf.above(10);
    const rendered = order.indexOf("site-pages-rendered");
    const paths = order.indexOf("site-paths");
    expect(rendered).to.be.above(order.indexOf(files.at(-1) as string));
    expect(paths).to.be.above(rendered);
    expect(order.indexOf("site-status")).to.be.above(rendered);
    expect(order.indexOf("site-distribution")).to.be.above(paths);
    expect(order.indexOf("site-pages-finished")).to.be.above(order.indexOf("site-distribution"));
    expect(order.indexOf("pages-deployed")).to.be.above(order.indexOf(files.at(-1) as string));
  });

  it("warns of nothing", async () => {
    const { output } = succeeded(await engine.run(["preview"]));
    const warnings = output.split("\n").filter((line) => line.includes("warning:"));
    expect(warnings.filter((line) => !line.includes("pulumi-resource-aws from $PATH"))).to.be.empty;
  });

  it("has nothing to change in a second preview", () => engine.expectNoChanges());

  it("finds no difference in a refresh", async () => {
    const { deeds } = succeeded(await engine.run(["refresh", "--yes", "--expect-no-changes"]));
    expect(deeds).to.deep.equal([]);
  });

  it("updates one resource for one changed setting", async () => {
    engine.configure({ ...settings, "shopfront:slowApiMs": 500 });
    expect(done(await engine.up())).to.deep.equal(["update alerts-slow-api"]);
  });

  it("rotates the edge keys: new ones, then the edge and the reminders", async () => {
    const edgeKeys = ["2026-11-30", "2026-11-21"];
    engine.configure({
      ...settings,
      "shopfront:slowApiMs": 500,
      "shopfront:edgeKeys": edgeKeys,
    });
    const run = await engine.up();
    expect(done(run)).to.deep.equal([
      "create api-gateway-bookings-2026-11-30",
      "create api-gateway-bookings-2026-11-30-plan",
      "create api-gateway-visits-2026-11-30",
      "create api-gateway-visits-2026-11-30-plan",
      "update edge-keys-due",
      "update edge-keys-overdue",
      "update site-distribution",
    ]);
    const order = run.deeds.map(({ name }) => name);
    for (const plan of ["bookings", "visits"]) {
      const ready = order.indexOf(`api-gateway-${plan}-2026-11-30-plan`);
      expect(ready).to.be.below(order.indexOf("site-distribution"));
    }
  });

  it("drops the oldest edge keys once the edge sends newer ones", async () => {
    engine.configure({
      ...settings,
      "shopfront:slowApiMs": 500,
      "shopfront:edgeKeys": ["2026-11-30"],
    });
    expect(done(await engine.up())).to.deep.equal([
      "delete api-gateway-bookings-2026-11-21",
      "delete api-gateway-bookings-2026-11-21-plan",
      "delete api-gateway-visits-2026-11-21",
      "delete api-gateway-visits-2026-11-21-plan",
    ]);
  });

  it("publishes another release's assets and pages before the edge asks for them, and clears up last", async () => {
    const run = await engine.up({ preload: join(__dirname, "another-release.cjs") });
    expect(done(run)).to.deep.equal([
      "create site-files-assets/another-AAAAAAAA.js",
      "update site-pages-finished",
      "update site-pages-rendered",
      "update site-paths",
      "update site-status",
    ]);
    const order = run.deeds.map(({ name }) => name);
    expect(order[0]).to.equal("site-files-assets/another-AAAAAAAA.js");
    expect(order[1]).to.equal("site-pages-rendered");
    expect(order.at(-1)).to.equal("site-pages-finished");
    await engine.up();
  });

  it("makes again what somebody deleted by hand", async () => {
    const lost = engine.deeds().find(({ name }) => name === "api-gateway-access-log");
    engine.meddle({ ...(lost as NonNullable<typeof lost>), deed: "delete" });
    succeeded(await engine.run(["refresh", "--yes", "--skip-preview"]));
    expect(done(await engine.up())).to.deep.equal([
      "create api-gateway-access-log",
      "update api-gateway-stage",
    ]);
  });

  it("leaves only the account's log role when it is destroyed, for the logs of other stages", async () => {
    succeeded(await engine.run(["destroy", "--yes"]));
    expect(engine.resources()).to.deep.equal([]);
    expect(inAccount(engine).map((one) => one.replace(/-[0-9a-f]{7}\b/g, ""))).to.deep.equal([
      "aws:apigateway/account:Account 123456789012",
      "aws:iam/role:Role api-gateway-logging-role",
      "aws:iam/rolePolicy:RolePolicy api-gateway-logging-role:api-gateway-logging-policy",
    ]);
  });
});
