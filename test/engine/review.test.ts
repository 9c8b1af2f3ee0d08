import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stepsOf } from "../../scripts/review/programs/engine-preview";
import { Evaluator } from "../../scripts/review/programs/evaluation";
import { previewSection } from "../../scripts/review/sections/preview";
import type { Snapshot } from "../../scripts/review/snapshot";
import { reviewStack } from "../../scripts/review/stack-review";
import { copyProgram } from "../support/program-copy";
import { deployed, settings } from "./deployed";
import { succeeded } from "./engine";

/** Something that is updated, something that is replaced, and keys that come and go. */
const changed = {
  ...settings,
  "shopfront:slowApiMs": 500,
  "shopfront:mailFrom": "noreply@other.example",
  "shopfront:edgeKeys": ["2026-11-30"],
};

describe("The review of a change", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-copies-"));
  after(() => rmSync(folder, { recursive: true }));

  it("foresees what the engine says of the same change", async () => {
    const engine = await deployed();
    engine.configure(changed);
    const { output } = succeeded(await engine.run(["preview", "--json"]));
    engine.remove();

    const evaluator = new Evaluator(1_764_500_000, folder);
    const snapshotOf = async (name: string, config: typeof settings): Promise<Snapshot> => {
      const copy = copyProgram(join(folder, name), { [engine.stack]: config });
      const evaluation = await evaluator.evaluate(copy, name, engine.stack);
      if ("problem" in evaluation) throw new Error(evaluation.problem);
      return evaluation.snapshot;
    };
    const [base, head] = [await snapshotOf("base", settings), await snapshotOf("head", changed)];
    const { changes } = reviewStack(engine.stack, base, head);
    const { title, lines } = previewSection(stepsOf(output.slice(output.indexOf("{"))), changes);
    expect(title).to.match(/^Preview by the engine: [1-9]\d+ resources,/);
    expect(lines.slice(1).map(({ text }) => text)).to.deep.equal([]);
  });
});
