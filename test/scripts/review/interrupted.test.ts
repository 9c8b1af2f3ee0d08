import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { Processes } from "../../../scripts/review/programs/processes";
import { commitOf } from "../../../scripts/review/programs/worktrees";
import { Repository } from "./repository";

const tsx = resolve(__dirname, "../../../node_modules/tsx/dist/cli.mjs");
const worktrees = resolve(__dirname, "../../../scripts/review/programs/worktrees.ts");

/** Writes files into a folder without a pause, and doesn't end when asked to. */
const writer = `process.on("SIGTERM", () => {}).on("SIGINT", () => {});
  const fs = require("node:fs");
  const end = Date.now() + 8_000;
  for (let count = 0; Date.now() < end; count++) {
    fs.mkdirSync(process.argv[1], { recursive: true });
    try { fs.writeFileSync(process.argv[1] + "/" + count % 50, ""); } catch {}
  }`;

describe("npm run review that Ctrl-C ends", function () {
  this.timeout(30_000);
  let repository: Repository;
  let folder: string;
  before(() => {
    repository = new Repository({ "index.ts": "" }, { "index.ts": "export {};\n" });
    folder = mkdtempSync(join(tmpdir(), "shopfront-interrupted-"));
    // Slow enough to be interrupted while it works.
    mkdirSync(join(folder, "bin"));
    mkdirSync(join(folder, "tmp"));
    const git = join(folder, "bin/git");
    writeFileSync(
      git,
      `#!/bin/sh\ncase "$2" in add|remove) sleep 0.6;; esac\nPATH="$REAL_PATH" exec git "$@"\n`,
    );
    chmodSync(git, 0o755);
  });
  after(() => {
    repository.remove();
    rmSync(folder, { recursive: true, maxRetries: 10 });
  });

  /** Checks the commits out by tsx, as the command does, and presses Ctrl-C at a line of its. */
  async function interrupted(at: RegExp): Promise<number | null> {
    const commits = ["base", "HEAD"].map((ref) => commitOf(repository.folder, ref));
    const script = join(folder, "script.ts");
    writeFileSync(
      script,
      `require(${JSON.stringify(worktrees)})
        .checkOut(...${JSON.stringify([repository.folder, ...commits])}, console.log)
        .then(({ base, processes }) => {
          void processes.run(process.execPath, ["--eval", ${JSON.stringify(writer)}, base], { cwd: "/" });
          setTimeout(() => console.log("Writing."), 500);
        });`,
    );
    const { PATH = "" } = process.env;
    const path = { PATH: `${join(folder, "bin")}:${PATH}`, REAL_PATH: PATH };
    // A terminal sends the signal to the whole group.
    const child = spawn(process.execPath, [tsx, script], {
      detached: true,
      env: { ...process.env, ...path, TMPDIR: join(folder, "tmp") },
    });
    let said = "";
    const press = (text: string) => {
      said += text;
      if (!at.test(said)) return;
      child.stdout.off("data", press);
      setTimeout(() => process.kill(-(child.pid as number), "SIGINT"), 300);
    };
    child.stdout.setEncoding("utf8").on("data", press);
    return new Promise((done) => child.once("close", done));
  }

  for (const [when, line] of [
    ["git checks out", /the base/],
    ["git checks out the second", /the change/],
    ["a program writes and does not listen", /Writing/],
  ] as const) {
    it(`leaves no folder and no worktree while ${when}`, async () => {
      expect(await interrupted(line)).to.equal(130);
      const left = readdirSync(join(folder, "tmp"));
      expect(left.filter((name) => name.startsWith("shopfront-review-"))).to.deep.equal([]);
      expect(repository.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
    });
  }

  it("begins nothing more, and takes nothing for an answer that ended by it", async () => {
    const processes = new Processes();
    const around = { cwd: folder };
    const answers: unknown[] = [];
    void processes.run("sleep", ["20"], around).then((one) => answers.push(one));
    await processes.end();
    void processes.run("touch", [join(folder, "late")], around).then((one) => answers.push(one));
    await new Promise((done) => setTimeout(done, 200));
    expect(answers).to.deep.equal([]);
    expect(existsSync(join(folder, "late"))).to.equal(false);
  });
});
