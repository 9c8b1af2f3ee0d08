import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { drifts } from "../../scripts/drift/drift";
import { driftReport } from "../../scripts/drift/report";

const topic =
  "urn:pulumi:prod::shopfront::shopfront:infra:Alerts$aws:sns/topic:Topic::alerts-topic";
const table = "urn:pulumi:prod::shopfront::aws:dynamodb/table:Table::data-visits";
const bucket = "urn:pulumi:prod::shopfront::aws:s3/bucket:Bucket::site-files-bucket";

const event = (op: string, urn: string, old: object, now?: object) =>
  JSON.stringify({
    resOutputsEvent: { metadata: { op, urn, old: { outputs: old }, new: now && { outputs: now } } },
  });

const events = [
  JSON.stringify({ resourcePreEvent: { metadata: { op: "refresh", urn: topic } } }),
  event("update", topic, { name: "a", policy: "secret one" }, { name: "a", policy: "other", x: 1 }),
  event("delete", table, { name: "b" }),
  event("same", bucket, { name: "c" }, { name: "c" }),
  "",
].join("\n");

describe("the drift of a stack", () => {
  let folder: string;
  const cli = (text: string) => {
    const file = join(folder, "pulumi");
    writeFileSync(file, `#!${process.execPath}\n${text}`);
    chmodSync(file, 0o755);
  };
  const run = (...args: string[]) => {
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    const words = ["--require", "tsx/cjs", "scripts/check-drift.ts", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      env,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-drift-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is what a refresh would change, by name and property", () => {
    expect(drifts(events)).to.deep.equal([
      { urn: topic, isGone: false, properties: ["policy", "x"] },
      { urn: table, isGone: true, properties: ["name"] },
    ]);
    expect(drifts("")).to.deep.equal([]);
  });

  it("is told without a value", () => {
    expect(driftReport("prod", drifts(events))).to.equal(
      [
        "## prod\n\n2 resources not as deployed:\n",
        "- `alerts-topic` (`aws:sns/topic:Topic`) differs in policy, x",
        "- `data-visits` (`aws:dynamodb/table:Table`) is gone\n",
      ].join("\n"),
    );
    expect(driftReport("prod", [])).to.equal("");
  });

  it("is looked for by a refresh that changes nothing, and written where it is asked for", () => {
    const seen = join(folder, "seen");
    cli(`if (process.argv[2] === "version") return console.log("v3.248.0");
const fs = require("node:fs");
fs.writeFileSync(${JSON.stringify(seen)}, process.argv.slice(2).join(" "));
const file = process.argv[process.argv.indexOf("--event-log") + 1];
fs.writeFileSync(file, ${JSON.stringify(events)});`);
    const out = join(folder, "drift/prod.md");
    const { status, stdout } = run("prod", "--out", out);
    expect([status, stdout.trim()]).to.deep.equal([0, readFileSync(out, "utf8").trim()]);
    expect(readFileSync(out, "utf8")).to.include("2 resources not as deployed");
    expect(readFileSync(seen, "utf8")).to.match(/^refresh --preview-only .* --stack prod /);
  });

  it("is a sentence where Pulumi fails, or no stack is named", () => {
    cli(`if (process.argv[2] === "version") return console.log("v3.248.0");
console.error("error: no stack named 'prod' found"); process.exit(255);`);
    expect(run("prod")).to.deep.equal({
      status: 1,
      stdout: "",
      stderr:
        "There is no stack prod in this backend: check pulumi whoami --verbose, or deploy it first.\n",
    });
    expect(run()).to.include({
      status: 1,
      stderr: "Name one stack: npm run drift -- <stack> [--out <file>] [--yes]\n",
    });
  });

  it("installs no CLI that nobody asked for, and takes none that is too old", () => {
    cli(`console.log("v3.100.0");`);
    const { status, stdout, stderr } = run("prod");
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(
      /^The look for drift needs the Pulumi CLI 3\.248 or newer, and only pulumi 3\.100\.0 is here\. Install it .*answer with --yes\.\n$/,
    );
  });
});
