import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { acceptanceTable } from "../../scripts/schemathesis/acceptance";
import { keepToken } from "../../scripts/schemathesis/admin-token";
import { soon } from "../support/soon";

const project = join(__dirname, "../..");

describe("the run of Schemathesis", () => {
  const run = (...options: string[]) =>
    spawnSync(process.execPath, ["--require", "tsx/cjs", "scripts/schemathesis.ts", ...options], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, SCHEMATHESIS: join(project, "no-such-program") },
    });

  it("says in one line that it did not run where Schemathesis is missing", () => {
    const { status, stdout, stderr } = run();
    expect(stdout).to.match(/^Schemathesis did not run: .*\n$/);
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
  });

  it("refuses an option that it does not know, in a sentence", () => {
    const { status, stderr } = run("--samples", "3");
    expect(stderr).to.match(/^Unknown option '--samples'/);
    expect(status).to.equal(1);
  });
});

describe("what Schemathesis was answered", () => {
  it("is counted by operation, apart for valid and invalid requests", () => {
    const table = acceptanceTable({
      operations: {
        "POST /users": { positive: { 201: 7, 400: 1, 409: 2 }, negative: { 200: 1, 400: 30 } },
        "GET /count": { positive: { 200: 2 } },
      },
      expectedRefusals: { "PUT 404": 11, "TRACE 403": 6 },
    });
    expect(table.split("\n").slice(2)).to.deep.equal([
      "| POST /users | 10 | 7 | 1 | 2 | 31 | 1 |",
      "| GET /count | 2 | 2 | 0 | 0 | 0 | 0 |",
      "",
      "Methods that a path does not have: PUT 404: 11, TRACE 403: 6.",
    ]);
  });
});

describe("the admin's token of a run", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-token-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is renewed while the run reads it, survives a failure, and ends with the run", async () => {
    const file = join(folder, "token");
    let asked = 0;
    const stop = await keepToken(
      file,
      async () => {
        asked += 1;
        if (asked === 2) throw new Error("Not now.");
        return `token-${asked}`;
      },
      20,
    );
    const read = () => readFileSync(file, "utf8");
    expect(read()).to.equal("token-1");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    await soon(() => Number(read().slice("token-".length)) >= 4, "the token is renewed");
    stop();
    const last = asked;
    await new Promise((resume) => setTimeout(resume, 100));
    expect(asked).to.be.at.most(last + 1);
  });

  it("is read anew by the hooks well before it expires", () => {
    const hooks = readFileSync(join(project, "scripts/schemathesis/hooks.py"), "utf8");
    const [, seconds] = /auth\(refresh_interval=(\d+)\)[^\n]*\nclass Admin/.exec(hooks) ?? [];
    expect(Number(seconds)).to.be.within(1, 300);
  });
});
