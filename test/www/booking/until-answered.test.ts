import { expect } from "chai";
import { untilAnswered } from "../../../www/booking/attempt/until-answered";
import { type CallResult, type Failure, noAnswer } from "../../../www/client";

const failure = (status: number, more: Partial<Failure> = {}): Failure => ({
  ...noAnswer,
  status,
  ...more,
});

/** A world whose time passes only in pauses. */
function world(results: readonly CallResult<string>[], random = 1) {
  const pauses: number[] = [];
  let time = 0;
  let sent = 0;
  const send = async () => results[Math.min(sent++, results.length - 1)] as CallResult<string>;
  const asking = {
    isWanted: () => true,
    wait: async (ms: number) => {
      pauses.push(ms);
      time += ms;
    },
    now: () => time,
    random: () => random,
  };
  return { asking, send, pauses, sent: () => sent, time: () => time };
}

describe("asking until there is an answer", () => {
  const booked = { ok: true, reply: "booked" } as const;

  it("goes on after silence, a gateway's error and a full gateway, and ends with the first answer", async () => {
    const lost = [0, 502, 503, 504, 500].map((status) => failure(status));
    const { asking, send, sent } = world([...lost, failure(429, { code: "throttled" }), booked]);
    expect(await untilAnswered(send, asking)).to.deep.equal(booked);
    expect(sent()).to.equal(7);
  });

  it("ends with a refusal, which is an answer, too", async () => {
    const refused = failure(409, { code: "taken" });
    const { asking, send, sent } = world([failure(0), refused, booked]);
    expect(await untilAnswered(send, asking)).to.equal(refused);
    expect(sent()).to.equal(2);
  });

  it("gives up after two minutes, and never earlier than eight seconds before", async () => {
    const { asking, send, time } = world([failure(0)]);
    expect(await untilAnswered(send, asking)).to.deep.equal(failure(0));
    expect(time()).to.be.within(112_000, 120_000);
  });

  it("pauses longer each time, and differently for each visitor", async () => {
    const slow = world([failure(0)], 1);
    const fast = world([failure(0)], 0);
    await untilAnswered(slow.send, slow.asking);
    await untilAnswered(fast.send, fast.asking);
    expect(slow.pauses.slice(0, 5)).to.deep.equal([1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(fast.pauses.slice(0, 5)).to.deep.equal([500, 1_000, 2_000, 4_000, 4_000]);
  });

  it("leaves the server alone for as long as it wants", async () => {
    const { asking, send, pauses } = world([failure(503, { retryAfterSeconds: 30 }), booked]);
    await untilAnswered(send, asking);
    expect(pauses).to.deep.equal([30_000]);
  });

  it("sends nothing more once the answer is not wanted any more", async () => {
    const { asking, send, sent } = world([failure(0)]);
    let isWanted = true;
    const wait = async () => {
      isWanted = false;
    };
    await untilAnswered(send, { ...asking, wait, isWanted: () => isWanted });
    expect(sent()).to.equal(1);
  });

  it("starts from a first result that is there already", async () => {
    const { asking, send, sent } = world([booked]);
    expect(await untilAnswered(send, asking, failure(0))).to.deep.equal(booked);
    expect(sent()).to.equal(1);
  });
});
