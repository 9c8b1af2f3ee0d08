import { expect } from "chai";
import { entry, healthCheck } from "../../../handlers/runtime/entry";

async function failure(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "",
    (error: Error) => error.message,
  );
}

describe("what every bundled function is wrapped in", () => {
  it("answers a health check without calling the handler", async () => {
    let calls = 0;
    const wrapped = entry(async () => {
      calls++;
    });
    expect(await wrapped(healthCheck as never)).to.deep.equal({ healthy: true });
    expect(calls).to.equal(0);
  });

  it("hands on an event and its answer as they are", async () => {
    const wrapped = entry(async (event: { n: number }) => ({ statusCode: 200, body: event.n }));
    expect(await wrapped({ n: 7 })).to.deep.equal({ statusCode: 200, body: 7 });
  });

  it("takes no request of a visitor for a health check", async () => {
    const wrapped = entry(async () => ({ statusCode: 400 }));
    const event = { httpMethod: "POST", body: JSON.stringify(healthCheck) };
    expect(await wrapped(event)).to.deep.equal({ statusCode: 400 });
  });

  it("fails the invocation for an answer of 500, so that the alarm sees it", async () => {
    const wrapped = entry(async () => ({ statusCode: 500 }));
    expect(await failure(wrapped({}))).to.contain("The request failed");
  });

  it("fails for no refusal, for no missing answer, and passes on what the handler throws", async () => {
    for (const reply of [{ statusCode: 409 }, { statusCode: 503 }, { batchItemFailures: [] }]) {
      expect(await entry(async () => reply)({})).to.equal(reply);
    }
    expect(await entry(async () => undefined)({})).to.equal(undefined);
    const broken = entry(async () => {
      throw new Error("no table");
    });
    expect(await failure(broken({}))).to.equal("no table");
  });
});
