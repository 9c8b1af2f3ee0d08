import { readdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { expectAccountAsInState } from "./account";
import { deployed } from "./deployed";
import { Engine, succeeded } from "./engine";

/** What a customer's data lies in. */
const kept = /:(Table|Bucket|UserPool)$/;

describe("What holds data", () => {
  it("is taken on again by its name where the state has lost it", async () => {
    const engine = await deployed();
    const bucket = engine.resources().find(({ urn }) => urn.endsWith("::site-files-bucket"));
    const { urn = "", id = "" } = bucket ?? {};
    forget(engine, urn);

    const parent = engine.resources().find((one) => one.urn.endsWith("SiteBucket::site-files"));
    const type = "aws:s3/bucket:Bucket";
    const found = ["import", type, "site-files-bucket", id, "--parent", `files=${parent?.urn}`];
    const imported = [...found, "--protect=false", "--generate-code=false", "--yes"];
    succeeded(await engine.run(imported));

    const { deeds } = await engine.up();
    expect(deeds.filter((deed) => kept.test(deed.type))).to.deep.equal([]);
    const now = engine.resources().find((one) => one.urn === urn);
    expect(now?.id).to.equal(id);
    engine.remove();
  });

  const versions = resolve(__dirname, "versions");
  const last = readdirSync(versions)
    .filter((file) => file.endsWith(".json.gz"))
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .at(-1) as string;

  it(`stays where it is in a deployment over ${last}`, async () => {
    const engine = Engine.recorded(resolve(versions, last));
    const before = holders(engine);
    expect(before).to.have.lengthOf.above(8);
    await engine.up();
    expect(holders(engine)).to.include.members(before);
    // Yesterday's pages, which edges still have, need yesterday's scripts.
    expectAccountAsInState(engine, /BucketObjectv2 [^/]+\/assets\//);
    engine.remove();
  });

  it("keeps a protected stage from being destroyed, before anything is touched", async () => {
    const engine = Engine.recorded(resolve(versions, last));
    const { status, deeds, output } = await engine.run(["destroy", "--yes"]);
    expect(status).to.not.equal(0);
    expect(output).to.include("protect");
    expect(deeds).to.deep.equal([]);
    engine.remove();
  });
});

/** Loses a resource from the state, and every mention of it. */
function forget(engine: Engine, urn: string): void {
  const state = JSON.parse(engine.stateText(), (_, value) =>
    Array.isArray(value) ? value.filter((one) => one !== urn && one?.urn !== urn) : value,
  );
  writeFileSync(engine.stateFile, JSON.stringify(state));
}

function holders(engine: Engine): string[] {
  return engine
    .resources()
    .filter(({ type }) => kept.test(type))
    .map(({ urn, id }) => `${urn} ${id}`)
    .sort();
}
