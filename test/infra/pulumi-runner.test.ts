import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";

const runner = join(__dirname, "..", "support", "pulumi-runner.cjs");

describe("Pulumi's own runner", () => {
  it("type-checks index.ts, loads it and declares its resources", async function () {
    // It compiles the whole program when its cache is cold.
    this.timeout(120_000);
    const { stdout } = await promisify(execFile)(process.execPath, [runner], {
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    const { tsnodeRequire, resources } = JSON.parse(stdout.trim().split("\n").at(-1) as string);
    expect(tsnodeRequire).to.include("vendor/ts-node@7.0.1");
    expect(resources).to.be.above(100);
  });
});
