import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { everyOption } from "../support/every-option";

const runner = join(__dirname, "..", "support", "pulumi-runner.cjs");

interface Run {
  readonly stage: string;
  readonly config?: Readonly<Record<string, string>>;
  /** A preview of the first deployment: nothing of AWS is there to be known. */
  readonly preview?: boolean;
}

interface Declared {
  /** URNs. */
  readonly resources: string[];
  /** The exports that it could not know. */
  readonly unknown: string[];
  /** The zips of its closures, in Base64. */
  readonly closures: Readonly<Record<string, string>>;
}

interface Loaded {
  readonly tsnodeRequire: string;
  readonly runs: readonly Declared[];
}

describe("Pulumi's own runner", function () {
  // It compiles the whole program: half a minute alone, minutes beside other work.
  this.timeout(300_000);
  const cache = mkdtempSync(join(tmpdir(), "shopfront-runner-"));
  after(() => rmSync(cache, { recursive: true }));

  function load(...runs: Run[]): Promise<Loaded> {
    return loadedBy("pulumi", runs);
  }

  async function loadedBy(loader: "pulumi" | "tsx", runs: Run[]): Promise<Loaded> {
    const words = [runner, JSON.stringify(runs), loader];
    const { stdout } = await promisify(execFile)(process.execPath, words, {
      env: { ...process.env, NODE_OPTIONS: "", TS_NODE_CACHE_DIRECTORY: cache },
      maxBuffer: 4_000_000,
    });
    return JSON.parse(stdout.trim().split("\n").at(-1) as string);
  }

  let loaded: Loaded;
  before(async () => {
    const all = { stage: "prod", config: everyOption };
    loaded = await load(
      { stage: "dev" },
      { stage: "dev", preview: true },
      all,
      { ...all, preview: true },
      { stage: "prod", preview: true },
    );
  });

  it("type-checks index.ts, loads it and declares its resources", () => {
    expect(loaded.tsnodeRequire).to.include("vendor/ts-node@7.0.1");
    expect(loaded.runs[0]?.resources).to.have.lengthOf.above(100);
  });

  it("previews a first deployment as what it will be, with nothing known of AWS", () => {
    const [dev, devPreview, all, allPreview, external] = loaded.runs;
    expect(devPreview?.resources).to.deep.equal(dev?.resources);
    expect(allPreview?.resources).to.deep.equal(all?.resources);
    expect(external?.resources).to.have.lengthOf.above(100);
    expect([dev?.unknown, all?.unknown]).to.deep.equal([[], []]);
    for (const preview of [devPreview, allPreview, external]) {
      expect(preview?.unknown).to.include.members(["distributionId", "dnsRecords", "apiUrl"]);
    }
  });

  it("makes the zips of closures that a laptop makes, to the byte", async () => {
    const [, , deployed] = loaded.runs;
    const [laptop] = (await loadedBy("tsx", [{ stage: "prod", config: everyOption }])).runs;
    expect(Object.keys(deployed?.closures ?? {}).sort()).to.deep.equal(
      ["invalidate-pages", "prune-versions", "release-versions", "report-usage"].map(
        (name) => `shopfront-runner-${name}.zip`,
      ),
    );
    expect(laptop?.closures).to.deep.equal(deployed?.closures);
  });

  it("does so again when only one file has changed", async () => {
    const compiled = files(cache).filter((path) =>
      readFileSync(path, "utf8").includes("exports.tlsOnly = tlsOnly"),
    );
    expect(compiled).to.have.lengthOf(1);
    rmSync(compiled[0] as string);
    expect((await load({ stage: "dev" })).runs[0]?.resources).to.have.lengthOf.above(100);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
