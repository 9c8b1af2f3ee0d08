import { expect } from "chai";
import { Unavailable } from "../../../handlers/runtime/outage";
import { countVisit } from "../../../handlers/visits/operations/count-visit";
import { getCount } from "../../../handlers/visits/operations/get-count";
import { apiEvent, bodyOf } from "../../support/events";
import { business } from "../../support/fixture-business";
import { FakeVisitStore } from "../../support/stores/fake-visit-store";

describe("POST /count", () => {
  let store: FakeVisitStore;
  let now = "2026-11-21T08:00:00Z";
  const visit = (address: string, browser = "Browser/1") =>
    countVisit(
      business,
      store,
      () => now,
    )(apiEvent({ headers: { "X-Viewer-Address": address, "User-Agent": browser } }));

  beforeEach(() => {
    store = new FakeVisitStore();
    now = "2026-11-21T08:00:00Z";
  });

  it("counts a visitor and answers the sum", async () => {
    const reply = await visit("198.51.100.7");
    expect(reply.statusCode).to.equal(200);
    expect(bodyOf(reply)).to.deep.equal({ count: 1 });
    expect(bodyOf(await visit("198.51.100.8"))).to.deep.equal({ count: 2 });
    expect(bodyOf(await visit("198.51.100.8", "Browser/2"))).to.deep.equal({ count: 3 });
  });

  it("counts a repeated visit once a business day", async () => {
    await visit("198.51.100.7");
    now = "2026-11-21T22:59:59Z";
    expect(bodyOf(await visit("198.51.100.7"))).to.deep.equal({ count: 1 });
    // Midnight in Douala, which is an hour ahead of UTC.
    now = "2026-11-21T23:00:00Z";
    expect(bodyOf(await visit("198.51.100.7"))).to.deep.equal({ count: 2 });
  });

  it("tells the store nothing that names the visitor", async () => {
    await visit("198.51.100.7", "Browser/1");
    expect([...store.seen].join()).to.match(/^2026-11-21 [0-9a-f]{64}$/);
  });

  it("takes the gateway's own word on the address where CloudFront says none", async () => {
    const from = async (sourceIp: string) => {
      const event = apiEvent();
      event.requestContext.identity = { sourceIp } as typeof event.requestContext.identity;
      return bodyOf(await countVisit(business, store, () => now)(event)).count;
    };
    expect(await from("203.0.113.1")).to.equal(1);
    expect(await from("203.0.113.1")).to.equal(1);
    expect(await from("203.0.113.2")).to.equal(2);
  });

  it("asks to try again when the counter is too busy, and refuses what it does not know", async () => {
    const { count } = store;
    store.count = () => Promise.reject(new Unavailable("Others kept writing the same items."));
    const busy = await visit("198.51.100.7");
    expect(busy).to.include({ statusCode: 503 });
    expect(busy.headers).to.include({ "Retry-After": "2" });
    store.count = count;
    const reply = await countVisit(business, store, () => now)(apiEvent({ body: { count: 5000 } }));
    expect(reply.statusCode).to.equal(400);
    expect(bodyOf(reply).fields).to.have.all.keys("count");
    expect(store.counted).to.equal(0);
  });
});

describe("GET /count", () => {
  it("answers the sum, adds nothing and is never kept", async () => {
    const store = new FakeVisitStore();
    store.counted = 41;
    const reply = await getCount(business, store)(apiEvent());
    expect(reply.statusCode).to.equal(200);
    expect(bodyOf(reply)).to.deep.equal({ count: 41 });
    expect(reply.headers?.["Cache-Control"]).to.equal("no-store");
    expect(store.counted).to.equal(41);
  });
});
