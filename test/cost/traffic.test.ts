import { expect } from "chai";
import { buildSite } from "../../build/site";
import { business } from "../../business";
import * as routes from "../../contract/operations";
import type { FunctionSpec } from "../../contract/operations/operation";
import { capacityOf } from "../../cost/capacity";
import { operationOf, specs } from "../../cost/functions";
import { occupied } from "../../cost/occupied";
import { siteWeight } from "../../cost/site-weight";
import { edgeHits, trafficOf, trafficOfCalls } from "../../cost/traffic";
import { exceptionsOf, tableWork } from "../../cost/work";
import { cachedPaths } from "../../infra/edge/cached-paths";

describe("the traffic of a month", () => {
  const site = siteWeight(buildSite());

  it("takes no more bookings than the opening hours have room for, unless it is told to", () => {
    const room = capacityOf(business).visitsPerMonth;
    expect(trafficOf({ business, visitors: 1_000 }, site).calls.createBooking).to.equal(20);
    expect(trafficOf({ business, visitors: 1_000_000 }, site).calls.createBooking).to.equal(room);
    const told = trafficOf({ business, visitors: 1_000, bookings: 500 }, site);
    expect(told.calls.createBooking).to.equal(500);
  });

  it("reads the room from business.ts: its hours, its people and how long their visits take", () => {
    // 56 hours a week, of which Petra takes a visit of 3 h 13 on average and Solange one of 2 h 50.
    expect(capacityOf(business)).to.deep.equal({
      visitsPerMonth: 172,
      openDays: 6,
      ablePeople: 14 / 9,
    });
  });

  it("counts a visit by its first page and asks nothing on every other", () => {
    const { calls } = trafficOf({ business, visitors: 1_000 }, site);
    expect(calls.countVisit).to.equal(1_300);
    expect(calls).not.to.have.property("getCount");
  });

  it("leaves out what visitors do not use", () => {
    const { calls } = trafficOf({ business, visitors: 1_000, using: ["bookings"] }, site);
    expect(calls.createBooking).to.be.above(0);
    for (const name of ["countVisit", "listFeedback", "createFeedback", "listProducts"]) {
      expect(calls[name], name).to.equal(0);
    }
  });

  it("has nothing but the clock's calls where nobody comes", () => {
    const traffic = trafficOf({ business, visitors: 0 }, site);
    const called = Object.entries(traffic.calls).filter(([, times]) => times > 0);
    expect(called).to.deep.equal([
      ["sendReminders", 720],
      ["sendOwed", 43_200],
    ]);
    expect(traffic.apiRequestsAtEdge + traffic.pageRequests + traffic.mails).to.equal(0);
  });

  it("calls only functions that there are, and lets the edge keep only what the contract lets it", () => {
    const { calls } = trafficOf({ business, visitors: 1_000_000 }, site);
    expect(Object.keys(specs)).to.include.members(Object.keys(calls));
    const atEdge = trafficOfCalls(business, calls).calls;
    const kept = Object.keys(routes).filter(
      (name) => operationOf(name)?.cacheSeconds !== undefined,
    );
    expect(cachedPaths(routes)).to.have.length(kept.length);
    const fewer = trafficOf({ business, visitors: 1_000_000 }, site).apiRequestsAtEdge;
    const requests = Object.entries(atEdge).filter(([name]) => operationOf(name));
    expect(requests.reduce((sum, [, times]) => sum + times, 0)).to.be.below(fewer);
  });

  it("lets the edge answer more by itself the more is asked", () => {
    expect(edgeHits(0, 60, 1)).to.equal(0);
    expect(edgeHits(10_000, 60, 1)).to.be.above(edgeHits(1_000, 60, 1));
    expect(edgeHits(1e9, 60, 1)).to.be.within(0.99, 1);
  });

  it("weighs the pages of the built site, compressed", () => {
    expect(site.first.bytes).to.be.within(10_000, 100_000);
    expect(site.later.bytes).to.be.within(10_000, 100_000);
    expect(site.pages).to.equal(
      buildSite().pages.filter(({ path }) => path.endsWith(".html")).length,
    );
  });

  it("fills spans of time one by one, and never more than there are", () => {
    expect(occupied(0, 720)).to.equal(0);
    expect(occupied(1, 720)).to.be.closeTo(1, 0.001);
    expect(occupied(1e6, 720)).to.be.closeTo(720, 1e-6);
  });
});

describe("what a call does to the tables", () => {
  const workOf = (name: string) =>
    tableWork(name, specs[name] as FunctionSpec, capacityOf(business));

  it("is each action of its row once, twice as dear in a transaction", () => {
    expect(workOf("getUser")).to.deep.equal([
      { table: "users", reads: 1, writes: 0, writesPerIndex: 0 },
    ]);
    expect(workOf("countVisit")).to.deep.equal([
      // A sum that is read, a salt now and then; a note and a sum in a transaction.
      { table: "visits", reads: 1.2, writes: 4, writesPerIndex: 2 },
      // Its caller, as with every public write.
      { table: "visits", reads: 0, writes: 1, writesPerIndex: 1 },
    ]);
  });

  it("differs from its row only where the row has such an action", () => {
    for (const [name, { times = {} }] of Object.entries(exceptionsOf(capacityOf(business)))) {
      const { touches } = specs[name] as FunctionSpec;
      const actions = Object.entries(touches).flatMap(([place, list = []]) =>
        list.map((action) => `${place} ${action}`),
      );
      expect(actions, name).to.include.members(Object.keys(times));
    }
  });

  it("writes a user and the claim on the e-mail, of which the index lists one", () => {
    expect(workOf("createUser")).to.deep.equal([
      { table: "users", reads: 0, writes: 4, writesPerIndex: 1 },
    ]);
  });
});
