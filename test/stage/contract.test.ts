import { randomUUID } from "node:crypto";
import { expect } from "chai";
import * as v from "valibot";
import type { GatewayCode } from "../../contract/errors/codes";
import { errorsByStatus } from "../../contract/errors/of-operation";
import {
  type OperationName,
  type Operations,
  operationsOf,
  rows,
  type Sent,
} from "../support/operations";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

/** One way an operation refuses; it makes what it needs. */
interface Refusal {
  readonly status: number;
  sent(): Promise<Sent>;
}

describe("the contract over HTTP", function () {
  this.timeout(60_000);
  let site: TestStage;
  let on: Operations;

  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
    on = await operationsOf(site);
  });
  after(() => site?.close());

  const refused = (status: number, sent: () => Promise<Sent>): Refusal => ({ status, sent });
  const unsigned = refused(401, () => on.nothing());
  const unknown = refused(404, () => on.nothing());
  const unknownToAdmin = refused(404, () => on.asAdmin());
  const decidedBefore = refused(409, () => on.confirmed());
  const undecided = refused(409, () => on.decided());

  const refusals: Record<OperationName, Refusal> = {
    getAvailability: refused(400, async () => ({ query: { date: "2026-02-30" } })),
    createBooking: refused(409, async () => {
      const body = visitorRequest(on.freeTime());
      await on.must("createBooking", { body });
      return { body };
    }),
    findBooking: refused(404, async () => ({ headers: { "Idempotency-Key": randomUUID() } })),
    sendBookingLinks: refused(400, async () => ({ body: {} })),
    getOwnAvailability: refused(403, async () => ({
      ...(await on.own()),
      query: { date: openDay() },
      headers: { "X-Manage-Token": "guess" },
    })),
    getBooking: refused(401, async () => ({ path: (await on.own()).path })),
    cancelBooking: refused(403, async () => ({
      path: (await on.own()).path,
      body: {},
      headers: { "X-Manage-Token": "guess" },
    })),
    rescheduleBooking: refused(400, async () => ({
      ...(await on.own()),
      body: { date: openDay(12), time: "03:00" },
    })),
    getBookingCalendar: refused(403, async () => ({ headers: (await on.own()).headers })),
    listBlocks: refused(400, async () => ({ query: { from: "today" }, headers: on.admin })),
    createBlock: refused(400, async () => ({ body: {}, headers: on.admin })),
    continueBlock: refused(404, async () => ({ body: {}, headers: on.admin })),
    removeBlock: unknownToAdmin,
    listBookings: refused(400, async () => ({ query: { limit: "0" }, headers: on.admin })),
    listCustomers: unsigned,
    confirmBooking: decidedBefore,
    rejectBooking: decidedBefore,
    completeBooking: undecided,
    markNoShow: undecided,
    cancelBookingAsAdmin: refused(404, async () => ({ body: {}, headers: on.admin })),
    removeBookings: refused(400, async () => ({ body: {}, headers: on.admin })),
    getBusiness: unsigned,
    replaceBusiness: refused(409, async () => {
      const sent = await on.happy.replaceBusiness();
      await on.must("replaceBusiness", sent);
      return sent;
    }),
    listVisitsOutside: unsigned,
    listBusinessVersions: unsigned,
    getBusinessVersion: unknownToAdmin,
    createPictureUpload: refused(400, async () => ({
      body: { type: "image/svg+xml", bytes: 900 },
      headers: on.admin,
    })),
    finishPictureUpload: unknownToAdmin,
    getCount: unknown,
    countVisit: refused(400, async () => ({ body: { count: 1_000 } })),
    listProducts: refused(400, async () => ({ query: { category: "cars" } })),
    listAllProducts: unsigned,
    createProduct: refused(400, async () => ({
      body: { ...on.goods, price: -1 },
      headers: on.admin,
    })),
    getProduct: unknown,
    replaceProduct: refused(409, async () => ({
      ...(await on.product()),
      body: { ...on.goods, version: 7 },
    })),
    deleteProduct: unknownToAdmin,
    createFeedback: refused(400, async () => ({ body: { ...on.review(), rating: 6 } })),
    listFeedback: refused(400, async () => ({ query: { limit: "101" } })),
    listAllFeedback: refused(400, async () => ({
      query: { status: "removed" },
      headers: on.admin,
    })),
    showFeedback: refused(409, async () => ({ ...(await on.reviewed()), body: { version: 3 } })),
    hideFeedback: refused(404, async () => ({ body: { version: 1 }, headers: on.admin })),
    answerFeedback: refused(400, async () => ({
      ...(await on.reviewed()),
      body: { version: 1, answer: "" },
    })),
    removeFeedback: refused(409, async () => ({
      ...(await on.reviewed()),
      query: { version: "2" },
    })),
    eraseFeedback: refused(400, async () => ({ query: { email: "nobody" }, headers: on.admin })),
    getAnalytics: unknown,
    createUser: refused(409, async () => {
      const body = on.person();
      await on.must("createUser", { body, headers: on.admin });
      return { body, headers: on.admin };
    }),
    listUsers: unsigned,
    getUser: unknownToAdmin,
    replaceUser: refused(404, async () => ({ body: on.person(), headers: on.admin })),
    deleteUser: unknownToAdmin,
    getHealth: unknown,
  };

  /** Public reads without parameters: nothing that is sent to them can be wrong but the method. */
  const cannotRefuse: readonly OperationName[] = ["getCount", "getAnalytics", "getHealth"];

  it("has a proof for every operation and for nothing else", () => {
    expect(Object.keys(on.happy)).to.have.members(Object.keys(rows));
    expect(Object.keys(refusals)).to.have.members(Object.keys(rows));
  });

  for (const name of Object.keys(rows) as OperationName[]) {
    const row = rows[name];

    it(`${row.method} ${row.path} answers ${row.status} as the contract says`, async () => {
      const reply = await on.must(name, await on.happy[name]());
      if (row.status === 204) expect(reply.text).to.equal("");
      else if ("contentType" in row) {
        expect(reply.headers.get("content-type")).to.contain(row.contentType);
      } else expect(v.safeParse(row.reply, reply.json).issues, reply.text).to.equal(undefined);
    });

    it(`${row.method} ${row.path} refuses in the one error shape`, async () => {
      const { status, sent } = refusals[name];
      const reply = cannotRefuse.includes(name)
        ? await site.api("DELETE", row.path)
        : await on.call(name, await sent());
      expect(reply.status, reply.text).to.equal(status);
      expect(reply.json.error).to.match(/^\S.{5,}/);
      for (const key of Object.keys(reply.json)) {
        expect(key).to.be.oneOf(["code", "error", "fields"]);
      }
      const code = reply.json.code as GatewayCode;
      // A method that the path does not have is the gateway's own refusal, of no operation.
      if (cannotRefuse.includes(name)) expect(code).to.equal("not-found");
      else expect(errorsByStatus(row).get(status), code).to.include(code);
    });
  }
});
