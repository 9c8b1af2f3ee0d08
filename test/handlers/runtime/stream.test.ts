import { expect } from "chai";
import { backupMark, type Change, eachChange } from "../../../handlers/runtime/stream";
import { streamEvent } from "../../support/events";

describe("a stream function", () => {
  const seen: Change<object>[] = [];
  const handle = eachChange<object>(async (change) => {
    seen.push(change);
  });
  const marked = (item: object, run = "run-1") => ({ ...item, [backupMark]: run });

  beforeEach(() => {
    seen.length = 0;
  });

  it("does not see what a backup writes, marks again after it was stopped, and unmarks", async () => {
    const reply = await handle(
      streamEvent(
        { after: marked({ id: 1 }) },
        { before: marked({ id: 1 }), after: marked({ id: 1 }, "run-2") },
        { before: marked({ id: 1 }, "run-2"), after: { id: 1 } },
        { before: { id: 1, status: "cancelled" }, after: marked({ id: 1, status: "confirmed" }) },
      ),
    );
    expect(reply).to.deep.equal({ batchItemFailures: [] });
    expect(seen).to.deep.equal([]);
  });

  it("sees what a customer changes while the mark is there, and everything without one", async () => {
    const change = { before: marked({ id: 1, status: "confirmed" }), after: marked({ id: 1 }) };
    await handle(streamEvent(change, { after: { id: 2 } }, { before: { id: 3 } }));
    expect(seen).to.deep.equal([
      { id: "event-1", ...change },
      { id: "event-2", after: { id: 2 } },
      { id: "event-3", before: { id: 3 } },
    ]);
  });
});
