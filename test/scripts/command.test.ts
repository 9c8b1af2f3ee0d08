import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { projectFolder } from "../../scripts/shop";

/** A script as npm starts it. */
function run(script: string, ...words: string[]) {
  const line = ["--require", "tsx/cjs", `scripts/${script}.ts`, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, {
    cwd: projectFolder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("a command of the project", () => {
  for (const [script, name] of Object.entries({
    deploy: "deploy",
    review: "review",
    emulator: "emulator",
    "check-drift": "drift",
    "check-policy": "policy",
    cost: "cost",
  })) {
    it(`says how it is called: npm run ${name} -- --help`, () => {
      const { status, stdout, stderr } = run(script, "--help");
      expect([status, stderr]).to.deep.equal([0, ""]);
      expect(stdout).to.match(new RegExp(`^npm run ${name} -- `));
    });
  }

  it("says so after an option that it does not know, too", () => {
    const { status, stdout, stderr } = run("deploy", "dev", "--skip-preview");
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(/^Unknown option '--skip-preview'\.\nnpm run deploy -- <stack>/);
  });

  it("names what is wrong in one sentence, without a stack", () => {
    const { status, stderr } = run("check-policy", "nope");
    expect(status).to.equal(1);
    expect(stderr).to.match(/^There is no Pulumi\.nope\.yaml/);
    expect(stderr.trim().split("\n")).to.have.length(1);
  });
});
