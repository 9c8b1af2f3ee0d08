import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type FakeGitHub, fakeGitHub } from "./github";

const bot = { login: "github-actions[bot]" };

describe("the issue about drift", () => {
  let folder: string;
  let github: FakeGitHub | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-drift-"));
  });
  afterEach(() => {
    github?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const drift = "<!-- shopfront-drift -->";
  const told = async (issues: object[], reports: Record<string, string>) => {
    github = await fakeGitHub({ issues });
    mkdirSync(join(folder, "drift"));
    for (const [file, text] of Object.entries(reports)) {
      writeFileSync(join(folder, "drift", file), text);
    }
    const ran = await github.run("report-drift.cjs", [join(folder, "drift")]);
    expect(ran.code, ran.text).to.equal(0);
    return github.writes.map(({ method, path, body }) => [method, path, body?.state]);
  };
  const issue = { id: 1, number: 9, user: bot, body: `${drift}\nbefore` };

  it("is opened", async () => {
    const writes = await told([], { "dev.md": "", "prod.md": "## prod\n\n- topic" });
    expect(writes).to.deep.equal([["POST", "issues", undefined]]);
    expect(github?.writes[0]?.body?.body).to.equal(`${drift}\n## prod\n\n- topic`);
  });

  it("is brought up to date where it is open", async () => {
    const writes = await told([issue], { "prod.md": "## prod\n\n- topic" });
    expect(writes).to.deep.equal([["PATCH", "issues/9", undefined]]);
  });

  it("is left alone while nothing new is found", async () => {
    expect(await told([issue], { "prod.md": "before\n" })).to.deep.equal([]);
  });

  it("is closed once nothing differs", async () => {
    const writes = await told([issue], { "dev.md": "", "prod.md": "" });
    expect(writes).to.deep.equal([["PATCH", "issues/9", "closed"]]);
  });
});
