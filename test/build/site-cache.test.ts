import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { buildSite } from "../../build/site";
import { unchangedSite } from "../../build/site-cache";

describe("an earlier build of the site", () => {
  before(() => buildSite());

  it("is taken as it is while nothing has changed", () => {
    expect(unchangedSite()).to.deep.equal(buildSite());
  });

  for (const folder of ["www", "contract", "build"]) {
    it(`is not taken once a source was added to ${folder}`, () => {
      const added = join(__dirname, "../..", folder, "added-by-a-test.txt");
      writeFileSync(added, "new");
      try {
        expect(unchangedSite()).to.equal(undefined);
      } finally {
        rmSync(added);
      }
      expect(unchangedSite()).not.to.equal(undefined);
    });
  }

  it("is not taken once one of its own files was changed", () => {
    const robots = buildSite().pages.find(({ path }) => path === "robots.txt")?.file ?? "";
    const content = readFileSync(robots);
    appendFileSync(robots, "# changed\n");
    try {
      expect(unchangedSite()).to.equal(undefined);
    } finally {
      writeFileSync(robots, content);
    }
    expect(unchangedSite()).not.to.equal(undefined);
  });
});
