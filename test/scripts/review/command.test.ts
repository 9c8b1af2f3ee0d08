import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { checkOut, commitOf } from "../../../scripts/review/programs/worktrees";
import { reviewQuestion } from "../../../scripts/review/question";
import { review } from "../../../scripts/review/review";
import { Repository } from "./repository";

const question = { base: "base", stacks: ["dev"], preview: false };

/** The sentence that something is refused with. */
async function refusal(what: Promise<unknown>): Promise<string> {
  return what.then(
    () => "it was not refused",
    (error: Error) => error.message,
  );
}

describe("npm run review", () => {
  let repository: Repository;
  before(() => {
    repository = new Repository({ "index.ts": "" }, { "index.ts": "export {};\n" });
  });
  after(() => repository.remove());

  it("asks for the base, and takes stacks, the preview and a folder", () => {
    expect(reviewQuestion(["--base", "main"])).to.deep.equal({
      base: "main",
      stacks: ["dev", "prod"],
      preview: false,
    });
    const options = [
      "--stack",
      "a",
      "--stack",
      "b",
      "--stack",
      "a",
      "--preview",
      "--out",
      "review",
    ];
    expect(reviewQuestion(["--base", "main", ...options])).to.deep.equal({
      base: "main",
      stacks: ["a", "b"],
      preview: true,
      out: "review",
    });
    expect(() => reviewQuestion([])).to.throw(/^Name the commit to compare with: npm run review/);
    expect(() => reviewQuestion(["--base", "x", "--stack", "../x"])).to.throw(
      /^--stack is "..\/x"/,
    );
    expect(() => reviewQuestion(["--base", "x", "--stacks", "dev"])).to.throw(/'--stacks'/);
  });

  it("refuses a base that is none, also one that looks like an option of git's", async () => {
    const { folder } = repository;
    expect(await refusal(review(folder, { ...question, base: "mane" }))).to.equal(
      'There is no commit "mane" here: name a branch, a tag or a commit, or fetch it first (git fetch origin mane).',
    );
    for (const base of ["--output=/tmp/x", "", "HEAD\n"]) {
      expect(() => commitOf(folder, base)).to.throw("cannot name a commit.");
    }
  });

  it("refuses a stack that neither commit has", async () => {
    const asked = { ...question, stacks: ["mars"] };
    expect(await refusal(review(repository.folder, asked, { tell: () => {} }))).to.equal(
      'There is no Pulumi.mars.yaml: "mars" is not a stack of this project, neither now nor in the base.',
    );
    expect(repository.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
  });

  it("tells its steps on stderr while it works, so that the report alone is on stdout", async () => {
    const told = { stderr: [] as unknown[], stdout: [] as unknown[] };
    const [err, out] = [process.stderr.write, process.stdout.write];
    process.stderr.write = (text) => told.stderr.push(text) > 0;
    process.stdout.write = (text) => told.stdout.push(text) > 0;
    try {
      await refusal(review(repository.folder, { ...question, stacks: ["mars"] }));
    } finally {
      process.stderr.write = err;
      process.stdout.write = out;
    }
    expect(told.stderr.join("")).to.match(
      /^Checking out the base, \w+\.\nChecking out the change, \w+\.\n$/,
    );
    expect(told.stdout).to.deep.equal([]);
  });

  it("refuses a tree with uncommitted changes", async () => {
    repository.write({ "new.ts": "1;\n" });
    expect(await refusal(review(repository.folder, question))).to.equal(
      "There are uncommitted changes (new.ts): commit or stash them, since a review compares commits.",
    );
    repository.write({ "new.ts": undefined });
  });

  it("says that git or npm is missing, and leaves no worktree", async () => {
    const other = new Repository({ "index.ts": "" }, { "package-lock.json": '{ "a": 1 }' });
    const bin = mkdtempSync(join(tmpdir(), "shopfront-bin-"));
    const { PATH = "" } = process.env;
    const git = PATH.split(":").find((folder) => existsSync(join(folder, "git")));
    symlinkSync(join(git as string, "git"), join(bin, "git"));
    const [base, head] = ["base", "HEAD"].map((ref) => commitOf(other.folder, ref));
    process.env.PATH = bin;
    const withoutNpm = await refusal(
      checkOut(other.folder, base as string, head as string, () => {}),
    );
    rmSync(join(bin, "git"));
    const withoutGit = await refusal(review(other.folder, question));
    process.env.PATH = PATH;
    expect(withoutNpm).to.equal(
      "npm is not on the PATH: the two commits have different packages, and npm installs them.",
    );
    expect(withoutGit).to.equal("git is not on the PATH: the review needs it to read the base.");
    expect(other.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
    rmSync(bin, { recursive: true });
    other.remove();
  });

  it("installs the packages of a base that has others, each of its own lockfile", async () => {
    const lock = (version: string) =>
      JSON.stringify({ name: "small", lockfileVersion: 3, packages: { "": { version } } });
    const manifest = (version: string) => JSON.stringify({ name: "small", version });
    const files = (version: string) => ({
      "package.json": manifest(version),
      "package-lock.json": lock(version),
    });
    const other = new Repository(files("1.0.0"), files("2.0.0"));
    const [base, head] = ["base", "HEAD"].map((ref) => commitOf(other.folder, ref));
    const told: string[] = [];
    const tell = (line: string) => told.push(line);
    const worktrees = await checkOut(other.folder, base as string, head as string, tell);
    expect(told).to.deep.equal([
      `Checking out the base, ${base?.slice(0, 12)}.`,
      "Installing the packages of the base.",
      `Checking out the change, ${head?.slice(0, 12)}.`,
    ]);
    expect(existsSync(join(worktrees.head, "node_modules/@pulumi/pulumi"))).to.equal(true);
    expect(existsSync(join(worktrees.base, "node_modules/@pulumi/pulumi"))).to.equal(false);
    await worktrees.remove();
    other.remove();
  });

  it("says what is wrong in one sentence, and ends with 1", async () => {
    const script = resolve(__dirname, "../../../scripts/review.ts");
    const words = ["--require", "tsx/cjs", script, "--base", "no-such-branch"];
    const { code, out, err } = await new Promise<Record<"code" | "out" | "err", unknown>>((done) =>
      execFile(process.execPath, words, (error, out, err) =>
        done({ code: error?.code ?? 0, out, err }),
      ),
    );
    expect(code).to.equal(1);
    expect(out).to.equal("");
    expect(err).to.match(/^There is no commit "no-such-branch" here: .*\n$/);
  });
});
