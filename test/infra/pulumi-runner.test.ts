import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const runner = join(__dirname, "..", "support", "pulumi-runner.cjs");

describe("Pulumi's own runner", () => {
  const cache = mkdtempSync(join(tmpdir(), "shopfront-runner-"));
  after(() => rmSync(cache, { recursive: true }));

  let declared: number;

  async function load(...words: string[]): Promise<{ tsnodeRequire: string; resources: number }> {
    const { stdout } = await promisify(execFile)(process.execPath, [runner, ...words], {
      env: { ...process.env, NODE_OPTIONS: "", TS_NODE_CACHE_DIRECTORY: cache },
    });
    return JSON.parse(stdout.trim().split("\n").at(-1) as string);
  }

  it("type-checks index.ts, loads it and declares its resources", async function () {
    // It compiles the whole program, about 10 s.
    this.timeout(120_000);
    const { tsnodeRequire, resources } = await load();
    expect(tsnodeRequire).to.include("vendor/ts-node@7.0.1");
    expect(resources).to.be.above(100);
    declared = resources;
  });

  it("does so again when only one file has changed, and in a preview, where AWS has computed nothing", async function () {
    this.timeout(120_000);
    const compiled = files(cache).filter((path) =>
      readFileSync(path, "utf8").includes("exports.tlsOnly = tlsOnly"),
    );
    expect(compiled).to.have.lengthOf(1);
    rmSync(compiled[0] as string);
    expect((await load("preview")).resources).to.equal(declared);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
