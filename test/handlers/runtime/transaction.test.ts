import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { Unavailable } from "../../../handlers/runtime/outage";
import { transact } from "../../../handlers/runtime/transaction";

describe("a transaction", () => {
  /** A client that answers each send with the next outcome: reasons of a cancellation, or success. */
  function client(...outcomes: (readonly string[] | "ok" | Error)[]) {
    const state = { sent: 0, tokens: [] as unknown[] };
    const send = async ({ input }: { input: { ClientRequestToken?: string } }) => {
      state.tokens.push(input.ClientRequestToken);
      const outcome = outcomes[Math.min(state.sent++, outcomes.length - 1)];
      if (outcome === "ok") return {};
      if (outcome instanceof Error) throw outcome;
      throw new TransactionCanceledException({
        $metadata: {},
        message: "cancelled",
        CancellationReasons: outcome?.map((Code) => ({ Code })) ?? [],
      });
    };
    return { state, client: { send } as unknown as DynamoDBDocumentClient };
  }

  it("succeeds at once", async () => {
    const { client: one, state } = client("ok");
    expect(await transact(one, [])).to.deep.equal({ ok: true });
    expect(state.sent).to.equal(1);
  });

  it("returns a failed condition with its index and does not try again", async () => {
    const { client: one, state } = client(["None", "ConditionalCheckFailed"]);
    expect(await transact(one, [])).to.deep.equal({ ok: false, failed: [1] });
    expect(state.sent).to.equal(1);
  });

  it("tries again after a conflict", async () => {
    const { client: one, state } = client(["TransactionConflict"], ["TransactionConflict"], "ok");
    expect(await transact(one, [])).to.deep.equal({ ok: true });
    expect(state.sent).to.equal(3);
  });

  it("tries again when a condition failed beside a conflict, because the answer may change", async () => {
    const { client: one, state } = client(["ConditionalCheckFailed", "TransactionConflict"], "ok");
    expect(await transact(one, [])).to.deep.equal({ ok: true });
    expect(state.sent).to.equal(2);
  });

  it("takes a decisive failure as the answer even beside a conflict", async () => {
    const { client: one, state } = client(["TransactionConflict", "ConditionalCheckFailed"]);
    expect(await transact(one, [], [1])).to.deep.equal({ ok: false, failed: [1] });
    expect(state.sent).to.equal(1);
  });

  it("is unavailable after eight conflicts", async () => {
    const { client: one, state } = client(["TransactionConflict"]);
    const thrown = await transact(one, []).catch((error: Error) => error);
    expect(thrown).to.be.instanceOf(Unavailable);
    expect(state.sent).to.equal(8);
  });

  it("waits for a first try that is still at work, under the same token", async () => {
    const inProgress = Object.assign(new Error(), { name: "TransactionInProgressException" });
    const { client: one, state } = client(inProgress, "ok");
    expect(await transact(one, [])).to.deep.equal({ ok: true });
    const [first, second] = state.tokens;
    expect(first).to.be.a("string").and.not.equal("");
    expect(second).to.equal(first);
  });

  it("gives every transaction a token of its own", async () => {
    const { client: one, state } = client("ok");
    await transact(one, []);
    await transact(one, []);
    expect(new Set(state.tokens).size).to.equal(2);
  });

  it("throws what is no answer: another reason, another error", async () => {
    const odd = client(["ValidationError"]);
    const thrown = await transact(odd.client, []).catch((error: Error) => error);
    expect(thrown).to.be.instanceOf(TransactionCanceledException);
    const denied = client(new Error("AccessDenied"));
    const other = await transact(denied.client, []).catch((error: Error) => error);
    expect(other).to.have.property("message", "AccessDenied");
    expect(denied.state.sent).to.equal(1);
  });
});
