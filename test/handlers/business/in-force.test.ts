import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { inForce } from "../../../handlers/business/in-force";
import { putOffUnread } from "../../../handlers/business/put-off";
import type { BusinessInForce, SavedBusiness } from "../../../handlers/business/saved-business";
import { entry, healthCheck } from "../../../handlers/runtime/entry";
import { business } from "../../support/fixture-business";

describe("a function that follows the business document", () => {
  const version = (number: number, name: string): SavedBusiness => ({
    version: number,
    savedAt: "2026-11-30T08:00:00Z",
    business: { ...business, name },
  });
  let now = 0;
  let saved: SavedBusiness | undefined;
  let outage: Error | undefined;
  const counted = { reads: 0, makes: 0 };
  const error = console.error;

  beforeEach(() => {
    now = 0;
    saved = version(1, "One");
    outage = undefined;
    Object.assign(counted, { reads: 0, makes: 0 });
    console.error = () => {};
  });
  afterEach(() => {
    console.error = error;
  });

  const read = async () => {
    counted.reads++;
    if (outage) throw outage;
    return saved;
  };
  const make = ({ name }: Business) => {
    counted.makes++;
    return async (event: string) => `${name} ${event}`;
  };
  const following = (unread?: (event: string) => string) =>
    inForce(make, unread && ((event) => unread(event)), read, () => now);

  it("is made once for each version, and asks again after two seconds", async () => {
    const handler = following();
    expect(await handler("a")).to.equal("One a");
    saved = version(2, "Two");
    now = 1_999;
    expect(await handler("b")).to.equal("One b");
    now = 2_000;
    expect(await handler("c")).to.equal("Two c");
    now = 4_000;
    expect(await handler("d")).to.equal("Two d");
    expect(counted).to.deep.equal({ reads: 3, makes: 2 });
  });

  it("tells the handler which version of the document it follows", async () => {
    const handler = inForce(
      ({ documentVersion }: BusinessInForce) =>
        async () =>
          documentVersion,
      undefined,
      read,
      () => now,
    );
    saved = version(7, "Seven");
    expect(await handler(undefined)).to.equal(7);
  });

  it("goes on with what it knows while the table is out of reach", async () => {
    const handler = following();
    await handler("a");
    outage = new Error("out of reach");
    now = 10_000;
    expect(await handler("b")).to.equal("One b");
    outage = undefined;
    saved = version(2, "Two");
    expect(await handler("c")).to.equal("Two c");
  });

  it("answers for want of a document where it may, and otherwise fails", async () => {
    outage = new Error("out of reach");
    expect(await following((event) => `no ${event}`)("a")).to.equal("no a");
    const failure = await following()("a").catch(({ message }: Error) => message);
    expect(failure).to.equal("out of reach");
    outage = undefined;
    saved = undefined;
    expect(await following((event) => `no ${event}`)("b")).to.equal("no b");
  });

  it("does not wait for a table that hangs once it has a document", async () => {
    // Ends by the signal alone, once the first document is there.
    const hanging = (signal?: AbortSignal) =>
      counted.reads === 0
        ? read()
        : new Promise<never>((_, reject) => {
            signal?.addEventListener("abort", () => reject(signal.reason));
          });
    const handler = inForce(make, undefined, hanging, () => now);
    await handler("a");
    now = 2_000;
    expect(await handler("b")).to.equal("One b");
  });

  it("leaves events to the next delivery while the table is out of reach, and no other error", () => {
    const { warn } = console;
    console.warn = () => {};
    try {
      const outageOfTable = Object.assign(new Error("busy"), {
        $fault: "server",
        $metadata: { httpStatusCode: 503 },
      });
      const record = (SequenceNumber: string) => ({ dynamodb: { SequenceNumber } });
      expect(putOffUnread({ Records: [record("1"), record("2")] }, outageOfTable)).to.deep.equal({
        batchItemFailures: [{ itemIdentifier: "1" }, { itemIdentifier: "2" }],
      });
      expect(putOffUnread({}, outageOfTable)).to.deep.equal({ batchItemFailures: [] });
      expect(() => putOffUnread({}, new Error("denied"))).to.throw("denied");
    } finally {
      console.warn = warn;
    }
  });

  it("is healthy only where it can be made with the document", async () => {
    expect(await entry(following())(healthCheck as never)).to.deep.equal({ healthy: true });
    expect(counted.makes).to.equal(1);
    outage = new Error("out of reach");
    const failure = await entry(following())(healthCheck as never).catch(
      ({ message }: Error) => message,
    );
    expect(failure).to.equal("out of reach");
  });
});
