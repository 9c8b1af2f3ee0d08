import { expect } from "chai";
import { expectAccountAsInState } from "./account";
import { deployed, settings } from "./deployed";
import { Engine, type RunOptions, succeeded } from "./engine";

/** Fewer while one tries something out: `ENGINE_POINTS=2`. */
const points = Number(process.env.ENGINE_POINTS ?? 20);

/** Prints with a failure; set it to repeat one. */
const seed = Number(process.env.ENGINE_SEED ?? Math.floor(Math.random() * 1_000_000));

/** What can end a deployment in the middle. */
const endings: readonly { how: string; at(call: number): RunOptions }[] = [
  { how: "AWS refuses", at: (at) => ({ failure: { at, how: "refused" } }) },
  { how: "something never becomes ready", at: (at) => ({ failure: { at, how: "unready" } }) },
  { how: "somebody presses Ctrl-C", at: (interruptAfter) => ({ interruptAfter }) },
];

describe(`A deployment that ends in the middle (ENGINE_SEED=${seed})`, () => {
  const changed = {
    ...settings,
    "shopfront:logRetentionDays": 90,
    "shopfront:edgeKeys": ["2026-11-30", "2026-11-21"],
  };
  let whole: Engine;
  before(async () => {
    whole = await deployed();
  });
  after(() => whole.remove());

  for (let point = 0; point < points; point++) {
    const { how, at } = endings[point % endings.length] as (typeof endings)[number];
    // Of three in four nothing was there before.
    const isFirst = point % 4 !== 3;
    const call = 1 + (random(point) % (isFirst ? 400 : 40));
    const of = isFirst ? "the first deployment" : "a later one";

    it(`is finished by the next one: ${how} at call ${call} of ${of}`, async () => {
      const engine = isFirst ? await Engine.start(settings) : await deployed();
      try {
        if (!isFirst) engine.configure(changed);
        const run = await engine.tryUp(at(call));
        expect(run.status, run.output).to.not.equal(0);
        await engine.up();
        expectAccountAsInState(engine);
        if (isFirst) expect(names(engine)).to.deep.equal(names(whole));
        if (point < endings.length) await engine.expectNoChanges();
      } finally {
        engine.remove();
      }
    });
  }

  it("says in one sentence what AWS refused", async () => {
    const engine = whole.copy();
    engine.configure(changed);
    const { output, status } = await engine.tryUp({ failure: { at: 1, how: "refused" } });
    expect(status).to.not.equal(0);
    expect(output).to.include("ServiceUnavailable: AWS refused a change of ");
    engine.remove();
  });

  it("leaves a stack that is destroyed later on, to the last resource", async () => {
    const engine = whole.copy();
    const ended = await engine.run(["destroy", "--yes"], { failure: { at: 60, how: "refused" } });
    expect(ended.status).to.not.equal(0);
    succeeded(await engine.run(["destroy", "--yes"]));
    expect(engine.resources()).to.deep.equal([]);
    engine.remove();
  });
});

function names(engine: Engine): string[] {
  return engine
    .resources()
    .map(({ urn }) => urn)
    .sort();
}

/** A whole number that the seed and the point decide. */
function random(point: number): number {
  let state = (seed + point * 0x9e3779b9) >>> 0;
  for (const shift of [15, 13, 16]) state = Math.imul(state ^ (state >>> shift), 0x2c1b3c6d) >>> 0;
  return state;
}
