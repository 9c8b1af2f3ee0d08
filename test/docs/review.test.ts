import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { usage } from "../../scripts/review/question";
import { restFile } from "../../scripts/review/report/folds";
import { marker } from "../../scripts/review/report/report";
import { volumes } from "../../scripts/review/snapshot";

const docs = join(__dirname, "../../docs");
const text = readFileSync(join(docs, "review.md"), "utf8");

describe("docs/review.md", () => {
  it("lists the options of the command, and no others", () => {
    const listed = [...text.matchAll(/^\| `(--\w+)/gm)].map(([, option]) => option);
    expect(listed).to.have.members([...new Set(usage.match(/--\w+/g))]);
  });

  it("names the files and the volumes as they are", () => {
    expect(text).to.include(`\`${restFile}\``);
    for (const visitors of volumes) expect(text).to.include(visitors.toLocaleString("en"));
  });

  const reports = readdirSync(join(docs, "reviews"));

  it("leads to every report", () => {
    const linked = [...text.matchAll(/\(reviews\/([\w-]+\.md)\)/g)].map(([, file]) => file);
    expect(linked).to.have.members(reports);
  });

  for (const file of reports) {
    it(`shows a report in the form that the command writes today: ${file}`, () => {
      const report = readFileSync(join(docs, "reviews", file), "utf8");
      const lines = report.split("\n");
      expect(lines[0]).to.equal(marker);
      expect(lines[1]).to.match(/^## Review of `[0-9a-f]{12}` against `[0-9a-f]{12}`$/);
      expect(Buffer.byteLength(report)).to.be.below(65_536);
      expect(report.match(/<details>/g)).to.have.lengthOf(
        report.match(/<\/details>/g)?.length ?? 0,
      );
      for (const stack of ["dev", "prod"]) expect(lines).to.include(`### \`${stack}\``);
    });
  }
});
