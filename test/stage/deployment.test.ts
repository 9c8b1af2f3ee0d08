import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type ShopStage, startShop } from "../../scripts/shop-stage";
import { program } from "../support/pulumi";

describe("a deployment on the local stage", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "shopfront-deployment-"));
  const file = join(dataFolder, "invocations.json");
  const lines: string[] = [];
  let stage: ShopStage;

  before(async () => {
    const graph = await program("local");
    stage = await startShop({ port: 0, dataFolder, graph, log: (line) => lines.push(line) });
  });
  after(async () => {
    await stage?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const cached = async (path: string) =>
    (await fetch(`${stage.siteUrl}${path}`)).headers.get("x-cache")?.split(" ")[0];
  /** What each call of the function says that it had forgotten. */
  const told = () =>
    stage
      .logOf("shopfront-local-invalidate-pages")
      .map((line) => JSON.parse(line).message?.paths)
      .filter((paths) => paths !== undefined);
  // The pages, which the publisher looks after, are not among them.
  const forgot = () => lines.filter((line) => /^cloudfront: forgets \/(?!pages)/.test(line));

  it("invalidates nothing the first time", async () => {
    await stage.finishDeployment();
    expect(forgot()).to.deep.equal([]);
    const { pages } = JSON.parse(JSON.parse(readFileSync(file, "utf8"))["pages-deployed"]);
    expect(pages).to.have.property("favicon.svg");
    expect(told()).to.deep.equal([[]]);
  });

  it("makes the edge forget the file that changed, and keep the one that did not", async () => {
    const made = JSON.parse(readFileSync(file, "utf8"));
    const input = JSON.parse(made["pages-deployed"]);
    input.pages["favicon.svg"] = "another";
    writeFileSync(file, JSON.stringify({ ...made, "pages-deployed": JSON.stringify(input) }));
    for (const path of ["/favicon.svg", "/icon-192.png"]) await cached(path);
    expect([await cached("/favicon.svg"), await cached("/icon-192.png")]).to.deep.equal([
      "Hit",
      "Hit",
    ]);

    await stage.finishDeployment();
    expect(forgot()).to.deep.equal(["cloudfront: forgets /favicon.svg"]);
    expect([await cached("/favicon.svg"), await cached("/icon-192.png")]).to.deep.equal([
      "Miss",
      "Hit",
    ]);
    expect(told().at(-1)).to.deep.equal(["/favicon.svg"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(made);
  });

  it("does nothing more while the pages stay as they are", async () => {
    await stage.finishDeployment();
    expect(told()).to.have.lengthOf(2);
  });
});
