import { expect } from "chai";
import * as v from "valibot";
import type { Operation } from "../../contract/operations/operation";
import { type OperationName, type Operations, operationsOf, rows } from "../support/operations";
import {
  buildReleaseBefore,
  goBack,
  type ReleaseBefore,
  whyNoReleaseBefore,
} from "../support/release-before";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";

const why = whyNoReleaseBefore();
if (why) console.log(`The functions of the release before were not tried: ${why}.`);
const describeWhereThere = why ? describe.skip : describe;

// A rollback moves one function alone: the others stay, and so do the gateway, the pages and what is stored.
describeWhereThere("functions of the release before, beside those of this one", function () {
  this.timeout(240_000);
  let site: TestStage;
  let on: Operations;
  let old: ReleaseBefore;

  before(async () => {
    [site, old] = await Promise.all([
      openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" }),
      buildReleaseBefore(),
    ]);
    on = await operationsOf(site);
  });
  after(async () => {
    await site?.close();
    old?.close();
  });

  const names = Object.keys(rows) as OperationName[];
  const moduleOf = (name: OperationName) => rows[name].handler.split("/").at(-1) as string;
  /** Two halves, in which the neighbours of an old function are new ones, and the reverse. */
  for (const half of [0, 1]) {
    it(`answer as the contract says, every other one of them (${half + 1} of 2)`, async () => {
      const modules = names.map(moduleOf);
      const isOld = (module: string) => modules.indexOf(module) % 2 === half;
      const { names: back, undo } = await goBack(site, old, isOld);
      try {
        expect(back.length).to.be.greaterThan(modules.length / 3);
        for (const name of names) {
          const { status, text, json } = await on.call(name, await on.happy[name]());
          const row: Operation = rows[name];
          expect(status, `${name}: ${text}`).to.equal(row.status);
          if (json !== undefined) v.parse(row.reply, json);
        }
      } finally {
        await undo();
      }
    });
  }

  it("read what these have stored, and these what they have", async () => {
    const { path, headers } = await on.own();
    const { undo } = await goBack(site, old, (module) => modulesOfVisits.includes(module));
    const visit = await on.must("getBooking", { path, headers });
    await on.must("rescheduleBooking", { path, headers, body: on.freeTime() });
    const theirs = await on.own();
    await undo();
    expect(visit.json.sold.priceMinor).to.be.a("number");
    for (const sent of [{ path, headers }, theirs]) {
      await on.must("rescheduleBooking", { ...sent, body: on.freeTime() });
      await on.must("confirmBooking", { path: sent.path, body: {}, headers: on.admin });
      const { json } = await on.must("cancelBooking", { ...sent, body: {} });
      expect(json.status).to.equal("cancelled");
    }
  });
});

const modulesOfVisits = ["create-booking", "get-booking", "reschedule-booking"];
