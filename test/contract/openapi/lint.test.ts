import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { buildSite } from "../../../build/site";

describe("the API's document, as the site publishes it,", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-openapi-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs Redocly's linter with its recommended rules, and without asking the network for anything. */
  const lint = (text: string) => {
    const file = join(folder, "openapi.json");
    writeFileSync(file, text);
    const cli = join(dirname(require.resolve("@redocly/cli/package.json")), "bin", "cli.js");
    const env = {
      ...process.env,
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    };
    return spawnSync(process.execPath, [cli, "lint", file], { encoding: "utf8", cwd: folder, env });
  };

  const published = () => {
    const file = buildSite().pages.find(({ path }) => path === "openapi.json");
    return readFileSync(file?.file ?? "", "utf8");
  };

  it("is accepted by Redocly's linter without a warning", () => {
    const { status, stdout, stderr } = lint(published());
    expect(status, stdout + stderr).to.equal(0);
    expect(stdout + stderr)
      .to.contain("is valid")
      .and.not.to.match(/You have \d+ (warning|error)/);
  });

  it("would not be accepted with a reference to a model that is not there", () => {
    const text = published();
    const broken = text.replaceAll("#/components/schemas/Error", "#/components/schemas/Missing");
    expect(broken).not.to.equal(text);
    expect(lint(broken).status).not.to.equal(0);
  });
});
