import { expect } from "chai";
import { publishedFolder } from "../../contract/rules/published-pages";
import {
  buildReleaseBefore,
  type ReleaseBefore,
  whyNoReleaseBefore,
} from "../support/release-before";
import { deployed, settings } from "./deployed";
import { Engine, type Run, succeeded } from "./engine";

const why = whyNoReleaseBefore();
if (why) console.log(`A deployment over the release before was not tried: ${why}.`);
const describeWhereThere = why ? describe.skip : describe;

describeWhereThere("A deployment over the release before", () => {
  let older: ReleaseBefore;
  let engine: Engine;
  let run: Run;

  before(async () => {
    older = await buildReleaseBefore();
    engine = await Engine.start(settings);
    await engine.up({ program: older.source });
    run = await engine.up();
  });
  after(() => {
    engine?.remove();
    older?.close();
  });

  const at = (name: string) => run.deeds.findIndex((deed) => deed.name === name);

  it("takes away nothing that the pages of before still ask for", () => {
    const gone = run.deeds.filter(({ deed }) => deed === "delete").map(({ type }) => type);
    for (const type of [
      "aws:s3/bucketObjectv2:BucketObjectv2",
      "aws:s3/bucket:Bucket",
      "aws:cloudfront/distribution:Distribution",
      "aws:cloudfront/function:Function",
      "aws:dynamodb/table:Table",
      "aws:cognito/userPool:UserPool",
    ]) {
      expect(gone).to.not.include(type);
    }
  });

  it("has new files up before the pages that name them, and the pages before the edge asks for them", () => {
    const files = run.deeds
      .map(({ name }, index) => ({ name, index }))
      .filter(({ name }) => name.startsWith("site-files-assets/"));
    expect(files, "another release has other scripts").to.not.be.empty;
    const rendered = at("site-pages-rendered");
    expect(rendered).to.be.above(Math.max(...files.map(({ index }) => index)));
    expect(at("site-paths")).to.be.above(rendered);
    expect(at("site-pages-finished")).to.be.above(at("site-paths"));
  });

  it("has nothing more to change", () => engine.expectNoChanges());
});

describe("A deployment after the owner has saved her business", () => {
  let engine: Engine;
  before(async () => {
    engine = await deployed();
  });
  after(() => engine.remove());

  it("has nothing to change: the pages are no resources, and the document is no setting", async () => {
    const objects = engine
      .resources()
      .filter(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2");
    const keys = objects.map(({ inputs }) => String(inputs?.key));
    expect(keys).to.have.lengthOf.above(10);
    expect(keys.filter((key) => key.endsWith(".html") || key.startsWith("pages/"))).to.be.empty;
    const bucket = objects[0]?.inputs?.bucket;
    // What a save publishes, and what it writes.
    const page = { bucket, key: `${publishedFolder("A1b2C3d4")}index.html` };
    const types = {
      page: "aws:s3/bucketObjectv2:BucketObjectv2",
      item: "aws:dynamodb/tableItem:TableItem",
    };
    const byHand = { deed: "create", name: "", outputs: {} } as const;
    engine.meddle({
      ...byHand,
      type: types.page,
      id: `${bucket}/${page.key}`,
      inputs: page as never,
    });
    engine.meddle({ ...byHand, type: types.item, id: "business|current", inputs: {} });
    await engine.expectNoChanges();
    const { deeds } = succeeded(await engine.run(["refresh", "--yes", "--expect-no-changes"]));
    expect(deeds).to.deep.equal([]);
  });
});
