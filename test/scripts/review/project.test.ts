import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Evaluation, Evaluator } from "../../../scripts/review/programs/evaluation";
import type { Snapshot } from "../../../scripts/review/snapshot";
import { reviewStack } from "../../../scripts/review/stack-review";
import { projectFolder } from "../../../scripts/shop";
import { copyProgram } from "../../support/program-copy";

describe("the review of this program", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "shopfront-copy-"));
  let [here, there]: [Snapshot?, Snapshot?] = [];

  before(async () => {
    const evaluator = new Evaluator(1_764_500_000, folder);
    const evaluations = await Promise.all([
      evaluator.evaluate(projectFolder, "here", "prod"),
      evaluator.evaluate(copyProgram(join(folder, "copy")), "there", "prod"),
    ]);
    [here, there] = evaluations.map(snapshotIn) as [Snapshot, Snapshot];
  });
  after(() => rmSync(folder, { recursive: true }));

  it("finds nothing between the program and itself, built anew in another folder", () => {
    expect(reviewStack("prod", there as Snapshot, here as Snapshot).sections).to.deep.equal([]);
  });

  it("has every part of it to compare", () => {
    const { resources, bills, findings, api, sizes } = here as Snapshot;
    expect(resources).to.have.lengthOf.above(400);
    expect(bills).to.have.nested.property("value.length", 3);
    expect(findings).to.have.nested.property("value.length").above(10);
    expect(api).to.have.nested.property("value.paths");
    expect(Object.keys(sizes.functions)).to.have.lengthOf.above(30);
    expect(Object.keys(sizes.files)).to.have.lengthOf.above(20);
  });

  it("hides the edge keys, and shows the rest of the origins that have them", () => {
    const origins = (here as Snapshot).resources.find(({ name }) => name === "site-distribution")
      ?.inputs.origins as { originId: string; domainName: string; customHeaders?: object[] }[];
    const api = origins.find(({ originId }) => originId === "api");
    expect(api?.domainName).to.match(/execute-api/);
    expect(api?.customHeaders).to.have.nested.property("[0].name", "x-api-key");
    expect(api?.customHeaders).to.have.nested.property("[0].value.$secret").that.is.a("string");
  });

  it("catches a change of any input of any resource", () => {
    const base = here as Snapshot;
    const changed = base.resources.map((one) => ({
      ...one,
      inputs: { ...one.inputs, novelty: "new" },
    }));
    const { changes } = reviewStack("prod", base, { ...base, resources: changed });
    const caught = new Set(changes.map(({ resource }) => resource.urn));
    const missed = base.resources.filter(
      ({ urn, options }) => !caught.has(urn) && !options.ignoreChanges.includes("novelty"),
    );
    expect(missed.map(({ name }) => name)).to.deep.equal([]);
  });
});

function snapshotIn(evaluation: Evaluation): Snapshot {
  if ("problem" in evaluation) throw new Error(evaluation.problem);
  return evaluation.snapshot;
}
