import { expect } from "chai";
import { cancelBooking, createFeedback } from "../../contract/operations";
import { write } from "../../www/write";

const realFetch = globalThis.fetch;
const review = { name: "Awa", email: "awa@example.com", rating: 5, message: "Gentle." };

describe("a write of the site", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  /** Answers one call after the other; "lost" is no answer at all. Returns the keys that were sent. */
  function answers(...all: (number | "lost")[]): (string | undefined)[] {
    const keys: (string | undefined)[] = [];
    globalThis.fetch = async (_url, init) => {
      keys.push(new Headers(init?.headers).get("Idempotency-Key") ?? undefined);
      const status = all[keys.length - 1];
      if (status === undefined || status === "lost") throw new TypeError("Failed to fetch");
      return new Response(JSON.stringify({ code: "x", error: "x" }), {
        status,
        headers: { "Retry-After": "0.01" },
      });
    };
    return keys;
  }

  it("is sent again under the same key where its answer is lost", async () => {
    const keys = answers("lost", 503, 201);
    expect(await write(createFeedback, { body: review })).to.have.property("ok", true);
    expect(keys).to.have.length(3);
    expect(new Set(keys).size).to.equal(1);
    expect(keys[0]).to.match(/^[\w-]{32,64}$/);
  });

  it("keeps its key for the person's next try, and takes a new one after an answer", async () => {
    const body = { ...review, message: "Once more." };
    const first = answers(503, 503, 503);
    expect(await write(createFeedback, { body })).to.have.property("ok", false);
    expect(first).to.have.length(3);
    const second = answers(201);
    await write(createFeedback, { body });
    expect(second).to.deep.equal([first[0]]);
    const third = answers(201);
    await write(createFeedback, { body });
    expect(third).not.to.deep.equal(second);
  });

  it("is not sent again where it was refused", async () => {
    const keys = answers(400);
    const result = await write(createFeedback, { body: { ...review, message: "Refused." } });
    expect(result).to.include({ ok: false, status: 400 });
    expect(keys).to.have.length(1);
  });

  it("has no key where the operation takes none, but is sent again all the same", async () => {
    const keys = answers(503, 200);
    await write(cancelBooking, {
      params: { bookingId: "b1" },
      headers: { "X-Manage-Token": "secret" },
      body: {},
    });
    expect(keys).to.deep.equal([undefined, undefined]);
  });
});
