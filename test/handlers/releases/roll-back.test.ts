import type { SNSEvent } from "aws-lambda";
import { expect } from "chai";
import { announcement } from "../../../handlers/releases/announce";
import type { FunctionRecord } from "../../../handlers/releases/function-records";
import type { Outcome } from "../../../handlers/releases/outcome";
import { rollBack } from "../../../handlers/releases/roll-back";
import type { LiveVersion, Versions } from "../../../handlers/releases/versions";

const now = "2026-11-21T10:00:00Z";

function notification(NewStateValue: string): SNSEvent {
  const Message = JSON.stringify({ AlarmName: "function-errors", NewStateValue });
  return { Records: [{ Sns: { Message } }] } as unknown as SNSEvent;
}

interface World {
  readonly live?: Partial<LiveVersion>;
  readonly published?: number[];
  readonly healthy?: boolean;
  readonly changedMeanwhile?: boolean;
  readonly refused?: string;
  readonly markRefused?: boolean;
  readonly records?: FunctionRecord[];
}

const untouched = { version: "7", revision: "r1", broken: [] };

/** A stage with two functions, of which `book` fails; it writes down what was asked of it. */
function stage(world: World = {}) {
  const invoked: string[] = [];
  const moved: string[] = [];
  const condemned: string[] = [];
  const announced: { [functionName: string]: Outcome }[] = [];
  const asked: string[] = [];
  const aliases = new Map<string, LiveVersion>();
  const aliasOf = (functionName: string): LiveVersion =>
    aliases.get(functionName) ?? { ...untouched, ...world.live };
  const versions: Versions = {
    async live(functionName) {
      if (functionName === world.refused) throw new Error("AccessDeniedException");
      return aliasOf(functionName);
    },
    published: async () => world.published ?? [5, 6, 7],
    async isHealthy(functionName, version) {
      invoked.push(`${functionName}:${version}`);
      return world.healthy ?? true;
    },
    async goBack(functionName, from, to, at) {
      if (world.changedMeanwhile || from.revision !== aliasOf(functionName).revision) return false;
      moved.push(`${functionName}:${to}`);
      const revision = `${from.revision}+`;
      aliases.set(functionName, { ...from, version: to, revision, rolledBackAt: at });
      return true;
    },
    async condemn(functionName, _live, version) {
      if (world.markRefused) throw new Error("AccessDeniedException");
      condemned.push(`${functionName}:${version}`);
    },
  };
  const run = (event: SNSEvent, at = now) =>
    rollBack(
      { functionNames: ["book", "read"], coolDownMinutes: 30 },
      versions,
      async (names, since) => {
        asked.push(...names, since);
        return (
          world.records ?? [
            { functionName: "book", calls: 20, errors: 6 },
            { functionName: "read", calls: 400, errors: 1 },
          ]
        );
      },
      async (_alarm, _broken, outcomes) => {
        announced.push(outcomes);
      },
      () => at,
    )(event);
  return { run, invoked, moved, condemned, announced, asked };
}

describe("the rollback", () => {
  it("moves the function that fails to the version before, after that has answered", async () => {
    const { run, invoked, moved, announced, asked } = stage();
    const outcome = { book: { did: "rolled-back", from: "7", to: "6" } };
    expect(await run(notification("ALARM"))).to.deep.equal(outcome);
    expect(invoked).to.deep.equal(["book:6"]);
    expect(moved).to.deep.equal(["book:6"]);
    expect(announced).to.deep.equal([outcome]);
    expect(asked).to.deep.equal(["book", "read", "2026-11-21T09:50:00.000Z"]);
  });

  for (const state of ["OK", "INSUFFICIENT_DATA"]) {
    it(`does and says nothing when the alarm turns ${state}`, async () => {
      const { run, asked, moved, announced } = stage();
      expect(await run(notification(state))).to.deep.equal({});
      expect([...asked, ...moved, ...announced]).to.deep.equal([]);
    });
  }

  for (const [what, event] of [
    ["a text", { Records: [{ Sns: { Message: "Budget exceeded" } }] }],
    ["null", { Records: [{ Sns: { Message: "null" } }] }],
    ["no record", { Records: [] }],
    ["nothing at all", {}],
  ] as const) {
    it(`ignores ${what} instead of an alarm`, async () => {
      const { run, moved, announced } = stage();
      expect(await run(event as unknown as SNSEvent)).to.deep.equal({});
      expect([...moved, ...announced]).to.deep.equal([]);
    });
  }

  it("refuses a second rollback within the cool-down, however often the alarm comes", async () => {
    const { run, moved } = stage();
    await run(notification("ALARM"));
    const again = await run(notification("ALARM"), "2026-11-21T10:29:00Z");
    expect(again).to.deep.equal({ book: { did: "nothing", because: "cool-down" } });
    expect(moved).to.deep.equal(["book:6"]);
  });

  it("goes one further back when the cool-down is over", async () => {
    const { run, moved } = stage();
    await run(notification("ALARM"));
    await run(notification("ALARM"), "2026-11-21T10:30:00Z");
    expect(moved).to.deep.equal(["book:6", "book:5"]);
  });

  it("never goes back to what was rolled back once, however old the cool-down", async () => {
    // 6 was the release that 7 should have repaired.
    const { run, moved, condemned } = stage({ live: { broken: ["6"] } });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["book:5"]);
    expect(condemned).to.deep.equal(["book:7"]);
    const lost = stage({ live: { broken: ["5", "6"] } });
    expect(await lost.run(notification("ALARM"))).to.deep.equal({
      book: { did: "nothing", because: "no-earlier-version" },
    });
    expect([...lost.moved, ...lost.condemned]).to.deep.equal([]);
  });

  it("tells what visitors have even where the version can't be marked", async () => {
    const { run, announced } = stage({ markRefused: true });
    await run(notification("ALARM"));
    expect(announced).to.deep.equal([{ book: { did: "rolled-back", from: "7", to: "6" } }]);
  });

  it("moves nothing when the earlier version does not answer", async () => {
    const { run, moved, announced } = stage({ healthy: false });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal([]);
    expect(announced).to.deep.equal([
      { book: { did: "nothing", because: "earlier-version-is-ill" } },
    ]);
  });

  it("has nowhere to go from the first version", async () => {
    const { run, invoked, moved } = stage({ live: { version: "5" } });
    expect(await run(notification("ALARM"))).to.deep.equal({
      book: { did: "nothing", because: "no-earlier-version" },
    });
    expect([...invoked, ...moved]).to.deep.equal([]);
  });

  it("takes numbers for numbers: 9 comes before 10", async () => {
    const { run, moved } = stage({ live: { version: "10" }, published: [9, 10] });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["book:9"]);
  });

  it("takes a canary away and leaves the version that was proven", async () => {
    const { run, invoked, moved, condemned } = stage({ live: { version: "6", canary: "7" } });
    expect(await run(notification("ALARM"))).to.deep.equal({
      book: { did: "rolled-back", from: "7", to: "6" },
    });
    expect([...invoked, ...moved]).to.deep.equal(["book:6", "book:6"]);
    expect(condemned).to.deep.equal(["book:7"]);
  });

  it("gives way to a deployment that moves the alias at the same time", async () => {
    const { run, moved } = stage({ changedMeanwhile: true });
    expect(await run(notification("ALARM"))).to.deep.equal({
      book: { did: "nothing", because: "changed-meanwhile" },
    });
    expect(moved).to.deep.equal([]);
  });

  it("goes on with the others when Lambda refuses one, and says which", async () => {
    const { run, moved, announced } = stage({
      refused: "book",
      records: ["book", "read"].map((functionName) => ({ functionName, calls: 10, errors: 10 })),
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["read:6"]);
    expect(announced).to.deep.equal([
      {
        book: { did: "nothing", because: "failed" },
        read: { did: "rolled-back", from: "7", to: "6" },
      },
    ]);
  });

  it("leaves functions alone that fail once, or seldom among many calls", async () => {
    const { run, moved, announced } = stage({
      records: [
        { functionName: "book", calls: 3, errors: 1 },
        { functionName: "read", calls: 1_000, errors: 50 },
      ],
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal([]);
    expect(announced).to.deep.equal([{}]);
  });

  it("moves every function that one bad release broke", async () => {
    const { run, moved } = stage({
      records: ["book", "read"].map((functionName) => ({ functionName, calls: 10, errors: 10 })),
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["book:6", "read:6"]);
  });
});

describe("the rollback's announcement", () => {
  const broken = [{ functionName: "book", calls: 20, errors: 6 }];

  it("says which version visitors get and what to do next", () => {
    expect(
      announcement("function-errors", broken, {
        book: { did: "rolled-back", from: "7", to: "6" },
      }),
    ).to.equal(
      "Alarm function-errors fired.\n- book: 6 of 20 calls failed. Rolled back from version 7 to 6; deploy a fixed version when it is ready.",
    );
  });

  it("says why a function was not rolled back", () => {
    expect(
      announcement("a", broken, { book: { did: "nothing", because: "cool-down" } }),
    ).to.contain("Not rolled back: it was rolled back a short while ago");
    expect(announcement("a", [], {})).to.contain("No function's live version is failing by itself");
  });
});
