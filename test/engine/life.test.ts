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

  it("has nothing to change in a second preview", () => engine.expectNoChanges());

  it("finds no difference in a refresh", async () => {
    const { deeds } = succeeded(await engine.run(["refresh", "--yes", "--expect-no-changes"]));
    expect(deeds).to.deep.equal([]);
  });

  it("updates one resource for one changed setting", async () => {
    engine.configure({ ...settings, "shopfront:monthlyQuota": 9_000 });
    expect(done(await engine.up())).to.deep.equal(["update api-gateway-bookings-plan"]);
  });

  it("rotates the edge keys: new ones, then the edge and the reminders", async () => {
    const edgeKeys = ["2026-11-30", "2026-11-21"];
    engine.configure({
      ...settings,
      "shopfront:monthlyQuota": 9_000,
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
      "shopfront:monthlyQuota": 9_000,
      "shopfront:edgeKeys": ["2026-11-30"],
    });
    expect(done(await engine.up())).to.deep.equal([
      "delete api-gateway-bookings-2026-11-21",
      "delete api-gateway-bookings-2026-11-21-plan",
      "delete api-gateway-visits-2026-11-21",
      "delete api-gateway-visits-2026-11-21-plan",
    ]);
  });

  it("moves a renamed page, and invalidates the old path once the new one is there", async () => {
    const run = await engine.up({ preload: join(__dirname, "renamed-page.cjs") });
    expect(done(run)).to.deep.equal([
      "create site-files-store/index.html",
      "delete site-files-shop/index.html",
      "update pages-deployed",
      "update site-paths",
      "update site-status",
    ]);
    const order = run.deeds.map(({ name }) => name);
    const uploaded = order.indexOf("site-files-store/index.html");
    expect(uploaded).to.be.below(order.indexOf("pages-deployed"));
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

  it("leaves only the account's log role when it is destroyed", async () => {
    succeeded(await engine.run(["destroy", "--yes"]));
    expect(engine.resources()).to.deep.equal([]);
    expect(inAccount(engine)).to.deep.equal(["aws:apigateway/account:Account 123456789012"]);
  });
});
