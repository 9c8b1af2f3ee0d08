import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { deployQuestion } from "../../scripts/deploy/question";
import { reviewQuestion } from "../../scripts/review/question";
import { steps, workflows } from "./workflows";

const project = join(__dirname, "../..");
const guide = readFileSync(join(project, "docs/workflows.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

/** The npm scripts with their arguments that a text names. */
function commands(text: string): [script: string, args: string][] {
  return [...text.matchAll(/npm (?:run ([\w:-]+)|(test))(?: -- ([^\n`|]*))?/g)].map(
    ([, script = "", test = "", args = ""]) => [script || test, args.trim()],
  );
}

/** Commands of the workflows for which this checkout has the script. */
const called = steps().flatMap(([, { run = "" }]) => commands(run));

describe("the guide to the workflows", () => {
  it("has a row for each workflow, and none for what is gone", () => {
    const rows = [...guide.matchAll(/^\| `([\w-]+\.yml)` \|/gm)].map(([, file]) => file);
    expect(rows.sort()).to.deep.equal(workflows().map(({ file }) => file));
  });

  it("names every environment and variable that the workflows use", () => {
    for (const { text } of workflows()) {
      for (const [, name] of text.matchAll(/vars\.(\w+)/g)) expect(guide).to.include(`\`${name}\``);
      for (const [, name] of text.matchAll(/^ {4}environment: ([\w-]+)$/gm)) {
        expect(guide).to.include(`\`${name}\``);
      }
    }
  });

  it("names only files of the bootstrap that exist", () => {
    for (const [, file = ""] of guide.matchAll(/`(policies\/[\w.-]+)`/g)) {
      expect(existsSync(join(project, "bootstrap", file)), file).to.equal(true);
    }
  });
});

describe("what the workflows run", () => {
  it("is among the scripts of the project", () => {
    expect(called).to.not.be.empty;
    const missing = [...called, ...commands(guide)].filter(([script]) => !scripts[script]);
    expect(missing).to.deep.equal([]);
  });

  it("is understood by the commands that deploy and review", () => {
    const urn = "urn:pulumi:prod::shopfront::aws:dynamodb/table:Table::data-bookings";
    const words = (args: string, ALLOW: string) => {
      const line = `printf '%s\\n' ${args.replace(/\|.*/, "")}`;
      const env = { PATH: process.env.PATH, NUMBER: "1", ALLOW };
      return execFileSync("sh", ["-c", line], { encoding: "utf8", env }).trimEnd().split("\n");
    };
    for (const [script, args] of called) {
      for (const allow of ["", urn]) {
        const given = words(args, allow);
        if (script === "deploy") expect(() => deployQuestion(given), args).to.not.throw();
        if (script === "review") expect(() => reviewQuestion(given), args).to.not.throw();
      }
    }
  });
});
