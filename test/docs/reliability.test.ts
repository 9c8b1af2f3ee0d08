import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const project = join(__dirname, "../..");

describe("docs/reliability.md", () => {
  const page = readFileSync(join(project, "docs/reliability.md"), "utf8");
  const rows = page.split("\n").filter((line) => /^\| (?!-|attack|outage)/.test(line));

  it("says of each attack and outage what happened, what happens now, and what shows it", () => {
    expect(rows.length).to.be.greaterThan(20);
    for (const row of rows) {
      const cells = row.split(" | ");
      expect(cells, row).to.have.length(4);
      for (const cell of cells) expect(cell.replace(/[| ]/g, ""), row).not.to.equal("");
    }
  });

  it("names tests that exist", () => {
    const named = [...page.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file]) => file as string);
    expect(named).not.to.be.empty;
    expect(named.filter((file) => !existsSync(join(project, file)))).to.deep.equal([]);
  });
});
