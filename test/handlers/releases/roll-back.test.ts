import type { SNSEvent } from "aws-lambda";
import { expect } from "chai";
import { announcement } from "../../../handlers/releases/announce";
import type { FunctionRecords } from "../../../handlers/releases/function-records";
import type { Outcome } from "../../../handlers/releases/outcome";
import { rollBack } from "../../../handlers/releases/roll-back";
import type { LiveVersion, PublishedVersion, Versions } from "../../../handlers/releases/versions";

const now = "2026-11-21T10:00:00Z";

function notification(NewStateValue: string): SNSEvent {
  const Message = JSON.stringify({ AlarmName: "function-errors", NewStateValue });
  return { Records: [{ Sns: { Message } }] } as unknown as SNSEvent;
}

/** Calls of the live version, or of another, within one minute of the hour before ten. */
interface Calls {
  readonly functionName?: string;
  readonly version?: string;
  readonly minute: string;
  readonly calls: number;
  readonly errors: number;
}

interface World {
  readonly live?: Partial<LiveVersion>;
  readonly published?: PublishedVersion[];
  readonly healthy?: boolean;
  readonly changedMeanwhile?: boolean;
  readonly refused?: string;
  readonly markRefused?: boolean;
  readonly calls?: Calls[];
  /** Come while the rollback waits. */
  readonly callsMeanwhile?: Calls[];
}

/** Versions 5 and 6 are old; 7 was released five minutes ago, unless it says otherwise. */
function releases(...newer: [number, time: string][]): PublishedVersion[] {
  const old = [5, 6].map((number) => ({ number, publishedAt: "2026-11-19T10:00:00.000Z" }));
  return [
    ...old,
    ...newer.map(([number, time]) => ({ number, publishedAt: `2026-11-21T${time}:30.000Z` })),
  ];
}

const failing: Calls = { minute: "09:58", calls: 25, errors: 6 };

const untouched = { version: "7", revision: "r1", broken: [] };

/** A stage with two functions, of which `book` fails; it writes down what was asked of it. */
function stage(world: World = {}) {
  const invoked: string[] = [];
  const moved: string[] = [];
  const condemned: string[] = [];
  const announced: { [functionName: string]: Outcome }[] = [];
  const asked: unknown[] = [];
  const waited: number[] = [];
  let calls = world.calls ?? [
    { minute: "09:30", calls: 100, errors: 0 },
    failing,
    { functionName: "read", minute: "09:58", calls: 400, errors: 1 },
  ];
  const aliases = new Map<string, LiveVersion>();
  const aliasOf = (functionName: string): LiveVersion =>
    aliases.get(functionName) ?? { ...untouched, ...world.live };
  const versions: Versions = {
    async live(functionName) {
      if (functionName === world.refused) throw new Error("AccessDeniedException");
      return aliasOf(functionName);
    },
    published: async () => world.published ?? releases([7, "09:55"]),
    async isHealthy(functionName, version) {
      invoked.push(`${functionName}:${version}`);
      return world.healthy ?? true;
    },
    async goBack(functionName, from, to, at) {
      if (world.changedMeanwhile || from.revision !== aliasOf(functionName).revision) return false;
      moved.push(`${functionName}:${to}`);
      const revision = `${from.revision}+`;
      aliases.set(functionName, { ...from, version: to, revision, since: at, rolledBackAt: at });
      return true;
    },
    async condemn(functionName, _live, version) {
      if (world.markRefused) throw new Error("AccessDeniedException");
      condemned.push(`${functionName}:${version}`);
    },
  };
  const records: FunctionRecords = async (counted, span) => {
    asked.push(...counted, span);
    return counted.map((one) => {
      const found = calls.filter(({ functionName = "book", version, minute }) => {
        const at = `2026-11-21T${minute}:00.000Z`;
        const isOf = functionName === one.functionName;
        return (
          isOf && (!one.version || one.version === version) && at >= span.from && at < span.until
        );
      });
      const [first] = found
        .filter(({ errors }) => errors > 0)
        .map(({ minute }) => minute)
        .sort();
      return {
        ...one,
        calls: found.reduce((sum, one) => sum + one.calls, 0),
        errors: found.reduce((sum, one) => sum + one.errors, 0),
        ...(first && { failingSince: `2026-11-21T${first}:00.000Z` }),
      };
    });
  };
  const run = (event: SNSEvent, at = now) =>
    rollBack(
      { functionNames: ["book", "read"], coolDownMinutes: 30 },
      versions,
      records,
      async (_alarm, _broken, outcomes) => {
        announced.push({ ...outcomes });
      },
      () => at,
      async (milliseconds) => {
        waited.push(milliseconds);
        calls = [...calls, ...(world.callsMeanwhile ?? [])];
      },
    )(event);
  return { run, invoked, moved, condemned, announced, asked, waited };
}

describe("the rollback", () => {
  it("moves the function that fails to the version before, after that has answered", async () => {
    const { run, invoked, moved, announced, asked } = stage();
    const outcome = { book: { did: "rolled-back", from: "7", to: "6" } };
    expect(await run(notification("ALARM"))).to.deep.equal(outcome);
    expect(invoked).to.deep.equal(["book:6"]);
    expect(moved).to.deep.equal(["book:6"]);
    expect(announced).to.deep.equal([outcome]);
    const at = (time: string) => `2026-11-21T${time}:00.000Z`;
    expect(asked).to.deep.equal([
      { functionName: "book" },
      { functionName: "read" },
      { from: at("09:50"), until: now },
      { functionName: "book" },
      { from: at("09:55"), until: at("10:01") },
      { functionName: "book" },
      { from: "2026-11-21T08:55:30.000Z", until: at("09:55") },
    ]);
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
    const { run, moved } = stage({ calls: [failing, { ...failing, minute: "10:28" }] });
    await run(notification("ALARM"));
    const again = await run(notification("ALARM"), "2026-11-21T10:29:00Z");
    expect(again).to.deep.equal({ book: { did: "nothing", because: "cool-down" } });
    expect(moved).to.deep.equal(["book:6"]);
  });

  it("goes one further back when the cool-down is over", async () => {
    const again: Calls = { minute: "10:29", calls: 30, errors: 30 };
    const { run, moved } = stage({ calls: [{ ...failing, calls: 60 }, again] });
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

  it("never goes back to a version that does not know the ledger as it is stored now", async () => {
    const knowing = (forms: Record<number, number>, canary?: string) =>
      stage({
        ...(canary && {
          live: { version: "6", canary, since: "2026-11-21T09:55:30.000Z" },
          calls: [
            { version: "6", minute: "09:57", calls: 475, errors: 1 },
            { version: canary, minute: "09:57", calls: 25, errors: 6 },
          ],
        }),
        published: releases([7, "09:55"]).map((one) => ({
          ...one,
          ...(forms[one.number] && { ledgerForm: forms[one.number] }),
        })),
      });
    const { run, invoked, moved, condemned } = knowing({ 7: 2 });
    const outcome = { book: { did: "nothing", because: "earlier-ledger-form" } } as const;
    expect(await run(notification("ALARM"))).to.deep.equal(outcome);
    expect([...invoked, ...moved, ...condemned]).to.deep.equal([]);
    const record = { functionName: "book", calls: 25, errors: 6 };
    expect(announcement("function-errors", [record], outcome)).to.equal(
      "Alarm function-errors fired.\n- book: 6 of 25 calls failed. Not rolled back: the earlier version does " +
        "not know the form in which the diary is stored now; deploy a fixed version.",
    );

    const both = knowing({ 6: 2, 7: 2 });
    await both.run(notification("ALARM"));
    expect(both.moved, "a version that knows it").to.deep.equal(["book:6"]);
    const newer = knowing({ 6: 2, 7: 3 });
    await newer.run(notification("ALARM"));
    expect(newer.moved, "one that knows what is needed").to.deep.equal(["book:6"]);
    const canary = knowing({ 7: 2 }, "7");
    await canary.run(notification("ALARM"));
    expect(canary.moved, "the version beside a canary").to.deep.equal(["book:6"]);
  });

  it("has nowhere to go from the first version", async () => {
    const { run, invoked, moved } = stage({ live: { version: "5" }, published: releases() });
    expect(await run(notification("ALARM"))).to.deep.equal({
      book: { did: "nothing", because: "no-earlier-version" },
    });
    expect([...invoked, ...moved]).to.deep.equal([]);
  });

  it("takes numbers for numbers: 9 comes before 10", async () => {
    const { run, moved } = stage({
      live: { version: "10" },
      published: releases([9, "09:20"], [10, "09:55"]),
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["book:9"]);
  });

  it("takes a canary away and leaves the version that was proven", async () => {
    const { run, invoked, moved, condemned } = stage({
      live: { version: "6", canary: "7", since: "2026-11-21T09:55:30.000Z" },
      calls: [
        { version: "6", minute: "09:57", calls: 475, errors: 1 },
        { version: "7", minute: "09:57", calls: 25, errors: 6 },
      ],
    });
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
      calls: ["book", "read"].map((functionName) => ({ functionName, ...failing, errors: 25 })),
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
      calls: [
        { functionName: "book", minute: "09:58", calls: 3, errors: 1 },
        { functionName: "read", minute: "09:58", calls: 1_000, errors: 50 },
      ],
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal([]);
    expect(announced).to.deep.equal([{}]);
  });

  it("moves every function that one bad release broke", async () => {
    const { run, moved } = stage({
      calls: ["book", "read"].map((functionName) => ({ functionName, ...failing, errors: 25 })),
    });
    await run(notification("ALARM"));
    expect(moved).to.deep.equal(["book:6", "read:6"]);
  });
});

describe("the rollback's comparison", () => {
  const before = { minute: "09:30", calls: 100 };
  const outcomeOf = async (world: World, at?: string) => {
    const { run, moved } = stage(world);
    const { book } = await run(notification("ALARM"), at);
    expect(moved).to.deep.equal(book?.did === "rolled-back" ? [`book:${book.to}`] : []);
    return book?.did === "nothing" ? book.because : book?.did;
  };
  /** Version 7 beside the older one, each with its errors of a hundred calls. */
  const canary = (older: number, newer: number, calls = 100): World => ({
    live: { version: "6", canary: "7", since: "2026-11-21T09:55:30.000Z" },
    calls: [
      { version: "6", minute: "09:57", calls: 100, errors: older },
      { version: "7", minute: "09:57", calls, errors: newer },
    ],
  });

  it("moves at three times the older version's errors, and at nothing less", async () => {
    const world = (older: number, newer: number): World => ({
      calls: [
        { ...before, errors: older },
        { minute: "09:58", calls: 100, errors: newer },
      ],
    });
    expect(await outcomeOf(world(10, 30))).to.equal("rolled-back");
    expect(await outcomeOf(world(10, 29))).to.equal("failed-before");
    expect(await outcomeOf(world(0, 6))).to.equal("rolled-back");
    expect(await outcomeOf(world(100, 100))).to.equal("failed-before");
  });

  it("does the same for a canary, over the time that both had calls", async () => {
    expect(await outcomeOf(canary(10, 30))).to.equal("rolled-back");
    expect(await outcomeOf(canary(10, 29))).to.equal("failed-before");
    expect(await outcomeOf(canary(0, 6))).to.equal("rolled-back");
    const errorsBefore: Calls = { version: "6", minute: "09:40", calls: 100, errors: 100 };
    const world = canary(0, 30);
    expect(await outcomeOf({ ...world, calls: [...(world.calls ?? []), errorsBefore] })).to.equal(
      "rolled-back",
    );
  });

  it("sees a canary that fails while all calls together hardly do", async () => {
    const world = canary(0, 20);
    const many: Calls = { version: "6", minute: "09:58", calls: 2_000, errors: 0 };
    expect(await outcomeOf({ ...world, calls: [...(world.calls ?? []), many] })).to.equal(
      "rolled-back",
    );
  });

  it("tells people and moves nothing under 20 calls or 5 errors, with a canary and without", async () => {
    const world = (calls: number, errors: number): World => ({
      calls: [
        { ...before, errors: 0 },
        { minute: "09:58", calls, errors },
      ],
    });
    expect(await outcomeOf(world(19, 19))).to.equal("too-few-calls");
    expect(await outcomeOf(world(20, 20))).to.equal("rolled-back");
    expect(await outcomeOf(world(20, 4))).to.equal("too-few-calls");
    expect(await outcomeOf(world(20, 5))).to.equal("rolled-back");
    expect(await outcomeOf(canary(0, 19, 19))).to.equal("too-few-calls");
    expect(await outcomeOf(canary(0, 5, 20))).to.equal("rolled-back");
  });

  it("looks again for half a minute while calls are few: the alarm rings only once", async () => {
    const few: Calls = { minute: "09:58", calls: 7, errors: 7 };
    const quiet = stage({ calls: [few] });
    expect(await quiet.run(notification("ALARM"))).to.deep.equal({
      book: { did: "nothing", because: "too-few-calls" },
    });
    expect(quiet.waited).to.deep.equal([10_000, 10_000, 10_000]);
    expect(quiet.announced).to.have.length(1);
    const busy = stage({ calls: [few], callsMeanwhile: [few] });
    await busy.run(notification("ALARM"));
    expect(busy.waited).to.deep.equal([10_000, 10_000]);
    expect(busy.moved).to.deep.equal(["book:6"]);
    expect(busy.announced).to.have.length(1);
  });

  it("takes an older version without calls for one without errors", async () => {
    expect(await outcomeOf({ calls: [failing] })).to.equal("rolled-back");
    expect(await outcomeOf({ ...canary(0, 6), calls: [{ version: "7", ...failing }] })).to.equal(
      "rolled-back",
    );
  });

  it("only reports errors that begin over an hour after the alias moved", async () => {
    const world = (minute: string): World => ({
      published: releases([7, "08:55"]),
      calls: [
        { minute: "08:30", calls: 100, errors: 0 },
        { ...failing, minute },
      ],
    });
    expect(await outcomeOf(world("09:55"), "2026-11-21T10:00:00Z")).to.equal("rolled-back");
    expect(await outcomeOf(world("09:57"), "2026-11-21T10:00:00Z")).to.equal("live-for-long");
    // A canary that became the live one says since when.
    const promoted = { version: "7", since: "2026-11-21T09:11:00.000Z" };
    expect(await outcomeOf({ ...world("09:57"), live: promoted })).to.equal("rolled-back");
  });

  it("counts the older version's errors of the last hour alone, and only while it was live", async () => {
    const errors = (minute: string): Calls => ({ minute, calls: 100, errors: 100 });
    const late = { published: releases([7, "09:55"]) };
    expect(await outcomeOf({ ...late, calls: [errors("08:50"), failing] })).to.equal("rolled-back");
    expect(await outcomeOf({ ...late, calls: [errors("09:54"), failing] })).to.equal(
      "failed-before",
    );
    // 7 failed, was rolled back at 09:10, and 8 was to repair it.
    const fix = {
      live: { version: "8", broken: ["7"], lastRollbackAt: "2026-11-21T09:10:30Z" },
      published: releases([7, "09:00"], [8, "09:55"]),
    };
    expect(await outcomeOf({ ...fix, calls: [errors("09:10"), failing] })).to.equal("rolled-back");
    expect(await outcomeOf({ ...fix, calls: [errors("09:20"), failing] })).to.equal(
      "failed-before",
    );
    // 6 was live before 7 was, for which 8 came.
    const quick = { live: { version: "8" }, published: releases([7, "09:30"], [8, "09:55"]) };
    expect(await outcomeOf({ ...quick, calls: [errors("09:20"), failing] })).to.equal(
      "rolled-back",
    );
    expect(await outcomeOf({ ...quick, calls: [errors("09:40"), failing] })).to.equal(
      "failed-before",
    );
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
