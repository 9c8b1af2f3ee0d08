import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type FakeGitHub, fakeGitHub, type Item } from "./github";

const bot = { login: "github-actions[bot]" };
const mark = "<!-- shopfront-review -->";
const head = {
  HEAD_OWNER: "stranger",
  HEAD_BRANCH: "mine",
  HEAD_SHA: "abc",
  RUN_URL: "https://example.com/run/1",
};
const pulls = [
  { number: 6, head: { sha: "old" } },
  { number: 7, head: { sha: "abc" } },
];
const comment = (id: number, user: Item["user"], body: string): Item => ({ id, user, body });

describe("what the workflows post", () => {
  let folder: string;
  let github: FakeGitHub | undefined;
  const report = (text: string) => {
    const file = join(folder, "review.md");
    writeFileSync(file, text);
    return file;
  };
  const posted = async (comments: Item[], text: string, env = head, open: unknown[] = pulls) => {
    github = await fakeGitHub({ pulls: open, "issues/7/comments": comments });
    return { ran: await github.run("post-review.cjs", [report(text)], env), writes: github.writes };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-posting-"));
  });
  afterEach(() => {
    github?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is a first comment on the pull request whose newest commit was reviewed", async () => {
    const { ran, writes } = await posted([], `${mark}\n## Review\nNo changes.`);
    expect(ran).to.deep.equal({ code: 0, text: "Posted the review of pull request 7.\n" });
    expect(writes).to.have.length(1);
    expect(writes[0]).to.include({ method: "POST", path: "issues/7/comments" });
    expect(writes[0]?.body?.body).to.match(
      /^<!-- shopfront-review -->\n## Review\nNo changes\.\n\n_Made/,
    );
  });

  it("is that comment edited, and no second one, the next time", async () => {
    const others = [
      comment(1, { login: "stranger" }, `${mark} mine`),
      comment(2, bot, "another workflow's"),
      comment(3, bot, `${mark}\nbefore`),
    ];
    const { writes } = await posted(others, "after");
    expect(writes.map(({ method, path }) => [method, path])).to.deep.equal([
      ["PATCH", "issues/comments/3"],
    ]);
  });

  it("is nothing where the pull request has a newer commit", async () => {
    const { ran, writes } = await posted([], "old", { ...head, HEAD_SHA: "older" });
    expect(ran.code).to.equal(0);
    expect(ran.text).to.include("nothing was posted");
    expect(writes).to.deep.equal([]);
  });

  it("calls nobody, links nowhere and brings no HTML but what folds", async () => {
    const hostile = [
      "@everyone fixes #1 and GH-2, see https://example.com, www.example.com and [this](//x.y)",
      "![](//pixel.example)<img src=x><script>1</script><a href=x>y</a><details open>&#64;you",
      `<details><summary>One</summary>\n\nx<br>y\n\n</details>${mark}`,
    ].join("\n");
    const { writes } = await posted([], hostile);
    const [shown = ""] = writes[0]?.body?.body?.split("\n\n_Made") ?? [];
    expect(shown).to.not.match(/@\w|#\d|GH-\d|https?:|www\.|\]\(|&#/);
    const tags = shown.slice(mark.length).match(/<[\w/!][^>]*>/g);
    expect(tags).to.deep.equal(["<details>", "<summary>", "</summary>", "<br>", "</details>"]);
    expect(shown.indexOf(mark)).to.equal(0);
    expect(shown.lastIndexOf(mark)).to.equal(0);
  });

  it("keeps the report's own code spans as they are", async () => {
    const { writes } = await posted([], "- `a <b>` and <code>&#64;x</code>&#64;y");
    const [shown = ""] = writes[0]?.body?.body?.split("\n\n_Made") ?? [];
    const visible = shown.replaceAll("\u200b", "");
    expect(visible).to.equal(`${mark}\n- \`a <b>\` and <code>&#64;x</code>&#64;y`);
    expect(shown)
      .to.include("<code>&#64;x</code>")
      .and.not.include("&#64;y")
      .and.not.include("<b>");
  });

  it("fits into a comment whatever the report's length", async () => {
    const { writes } = await posted([], "@line\n".repeat(20_000));
    const { length } = writes[0]?.body?.body ?? "";
    expect(length).to.be.within(65_000, 65_536);
    expect(writes[0]?.body?.body).to.include("The rest is among the artifacts");
  });

  it("says in a sentence what GitHub refuses", async () => {
    github = await fakeGitHub({});
    const ran = await github.run("post-review.cjs", [report("x")], head);
    expect(ran.code).to.equal(1);
    expect(ran.text).to.match(/^GitHub answered 404 to GET pulls\S+\.\n$/);
  });

  describe("about drift", () => {
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

    it("opens one issue", async () => {
      const writes = await told([], { "dev.md": "", "prod.md": "## prod\n\n- topic" });
      expect(writes).to.deep.equal([["POST", "issues", undefined]]);
      expect(github?.writes[0]?.body?.body).to.equal(`${drift}\n## prod\n\n- topic`);
    });

    it("brings the open one up to date", async () => {
      const writes = await told([issue], { "prod.md": "## prod\n\n- topic" });
      expect(writes).to.deep.equal([["PATCH", "issues/9", undefined]]);
    });

    it("leaves it alone while nothing new is found", async () => {
      expect(await told([issue], { "prod.md": "before\n" })).to.deep.equal([]);
    });

    it("closes it once nothing differs", async () => {
      const writes = await told([issue], { "dev.md": "", "prod.md": "" });
      expect(writes).to.deep.equal([["PATCH", "issues/9", "closed"]]);
    });
  });
});
