import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { rotated } from "../../scripts/rotate-edge-key";

const project = join(__dirname, "../..");
const prod = readFileSync(join(project, "Pulumi.prod.yaml"), "utf8");
const withKeys = (...lines: string[]) =>
  `# A stage.\nconfig:\n  aws:region: ca-central-1 # Montreal\n  shopfront:edgeKeys:\n${lines.join("")}  # Last.\n  shopfront:protectData: true\n`;

describe("rotating the edge keys", () => {
  it("puts today in front and changes no other byte", () => {
    expect(rotated(withKeys('    - "2026-11-21"\n'), "2027-02-19")).to.equal(
      withKeys('    - "2027-02-19"\n', '    - "2026-11-21"\n'),
    );
    const lines = prod.split("\n");
    const made = rotated(prod, "2199-01-01").split("\n");
    expect(made.filter((line) => !lines.includes(line))).to.deep.equal(['    - "2199-01-01"']);
  });

  it("drops the key before the last", () => {
    const two = withKeys('    - "2026-11-21"\n', '    - "2026-08-23"\n');
    expect(rotated(two, "2027-02-19")).to.equal(
      withKeys('    - "2027-02-19"\n', '    - "2026-11-21"\n'),
    );
  });

  it("refuses a second rotation on a day, which would drop a key that is in use", () => {
    const text = withKeys('    - "2026-11-21"\n', '    - "2026-08-23"\n');
    expect(() => rotated(text, "2026-11-21")).to.throw(
      "The newest key dates from 2026-11-21; rotate again on a later day.",
    );
    expect(rotated(text, "2026-11-22")).to.include('- "2026-11-22"');
  });

  it("refuses a file without a list of days", () => {
    for (const text of ["config:\n  a: 1\n", "", withKeys("    - soon\n")]) {
      expect(() => rotated(text, "2027-02-19")).to.throw(
        "shopfront:edgeKeys must be a list of dates, newest first.",
      );
    }
  });

  it("says with one sentence that a stage is missing, and makes no file", async () => {
    const run = (...args: string[]) =>
      promisify(execFile)(
        process.execPath,
        ["--require", "tsx/cjs", "scripts/rotate-edge-key.ts", ...args],
        { cwd: project },
      ).catch((error) => error);
    const [nowhere, unnamed] = await Promise.all([run("--stage", "nowhere"), run()]);
    expect([nowhere.code, nowhere.stderr]).to.deep.equal([
      1,
      'Unknown stage "nowhere": Pulumi.nowhere.yaml does not exist.\n',
    ]);
    expect(existsSync(join(project, "Pulumi.nowhere.yaml"))).to.equal(false);
    expect([unnamed.code, unnamed.stderr]).to.deep.equal([1, "Give the stage: --stage prod.\n"]);
  });
});
