import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { type CliSources, pulumiCli } from "../../scripts/deploy/engine/pulumi-cli";
import type { Terminal } from "../../scripts/deploy/terminal";

/** A terminal in which somebody always answers the same. */
function answering(answer: boolean): Terminal & { readonly said: string[] } {
  const said: string[] = [];
  return {
    said,
    isInteractive: false,
    print: (line = "") => said.push(line),
    write: () => undefined,
    confirm: async (question) => {
      said.push(question);
      return answer;
    },
  };
}

const cli = (version: string) => {
  const [major, minor] = version.split(".").map(Number);
  return { version: { major, minor, toString: () => version } } as never;
};

/** A machine with these versions on the PATH and in the project's folder. */
function machine({ onPath, own }: { onPath?: string; own?: string }) {
  const installed: string[] = [];
  const sources: CliSources = {
    async get(options) {
      const version = options ? own : onPath;
      if (version === undefined) throw new Error("spawn pulumi ENOENT");
      return cli(version);
    },
    async install({ root }) {
      installed.push(root);
      return cli("3.248.0");
    },
  };
  return { sources, installed };
}

describe("the Pulumi CLI", () => {
  it("is the one on the PATH, and nobody is asked", async () => {
    const terminal = answering(false);
    const found = await pulumiCli(terminal, machine({ onPath: "3.249.1" }).sources);
    expect(String(found.version)).to.equal("3.249.1");
    expect(terminal.said).to.deep.equal([]);
  });

  it("is the project's own where that on the PATH is too old", async () => {
    const { sources } = machine({ onPath: "3.100.0", own: "3.248.0" });
    expect(String((await pulumiCli(answering(false), sources)).version)).to.equal("3.248.0");
  });

  it("is installed into the project where there is none, after asking", async () => {
    const { sources, installed } = machine({});
    const terminal = answering(true);
    await pulumiCli(terminal, sources);
    expect(installed).to.have.lengthOf(1);
    expect(installed[0]).to.match(/\.pulumi-cli$/);
    expect(terminal.said[0]).to.match(/needs the Pulumi CLI 3\.248 or newer.* Install it into /);
  });

  it("is not installed against somebody's will", async () => {
    const { sources, installed } = machine({ onPath: "2.0.0" });
    const problem = await pulumiCli(answering(false), sources).catch((error: Error) => error);
    expect((problem as Error).message).to.match(/only pulumi 2\.0\.0 is here\. https:/);
    expect(installed).to.deep.equal([]);
  });

  it("that can't be installed is a sentence", async () => {
    const { sources } = machine({});
    const broken = { ...sources, install: () => Promise.reject(new Error("ENOTFOUND\n at x")) };
    const problem = await pulumiCli(answering(true), broken).catch((error: Error) => error);
    expect((problem as Error).message).to.match(/could not be installed \(ENOTFOUND\); install it/);
  });

  it("that is missing ends the command in a sentence, where nobody can be asked", () => {
    const script = ["--require", require.resolve("tsx/cjs"), "scripts/deploy.ts", "dev"];
    const { status, stdout, stderr } = spawnSync(process.execPath, script, {
      cwd: join(__dirname, "../.."),
      env: { PATH: "/nonexistent" },
      encoding: "utf8",
    });
    expect(stderr.trim().split("\n")).to.have.lengthOf(1);
    expect(stderr).to.match(/^A deployment needs the Pulumi CLI 3\.248 .*answer with --yes\.$/m);
    expect([status, stdout]).to.deep.equal([1, ""]);
  });
});
