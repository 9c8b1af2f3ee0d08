import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Call, type FakeGitHub, fakeGitHub, type Item } from "./github";

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

/** The report within the one comment that was written. */
function reportIn(writes: readonly Call[]): string {
  const { body = "" } = writes[0]?.body ?? {};
  expect(body).to.match(/^<!-- shopfront-review -->\n_Made by .* own code\._\n\n\S/);
  return body.slice(body.indexOf("\n\n") + 2);
}

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
    const origin =
      "_Made by [this run](https://example.com/run/1) of the pull request's own code._";
    expect(writes[0]?.body?.body).to.equal(`${mark}\n${origin}\n\n## Review\nNo changes.`);
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
    const shown = reportIn(writes);
    expect(shown).to.not.match(/@\w|#\d|GH-\d|https?:|www\.|\]\(|&#/);
    const tags = shown.match(/<[\w/!][^>]*>/g);
    expect(tags).to.deep.equal(["<details>", "<summary>", "</summary>", "<br>", "</details>"]);
    expect(shown).to.not.include(mark);
  });

  it("does so within code as well, where Markdown keeps its meaning", async () => {
    const hostile = [
      "![x](https://pixel.example/t.png)",
      "[Approve](//evil.example)",
      "[Approve][1]",
      "https://evil.example",
      "www.evil.example",
      "WWW.evil.example &#64;",
      "you&#64;evil.example",
      "you&#0064;evil.example",
      "@everyone",
      "#1",
      "&#x40;you",
      "&commat;you",
      "&#8238;drawkcab",
      "&#9999999;",
    ];
    const lines = hostile.map((text) => `<code>${text}</code>`).join("\n");
    const { writes } = await posted([], `${lines}\n[1]: //evil.example`);
    const shown = reportIn(writes);
    expect(shown).to.not.match(
      /@\w|#\d+(?!\d*;)|https?:|www\.|\][[(:]|&#(x|8238|9999999)|&commat/i,
    );
    expect(shown).to.not.match(/&#0*64;\w/);
  });

  it("opens no block of code that hides what follows or that GitHub draws", async () => {
    for (const fence of ["```mermaid", "````", "~~~", " > - ```"]) {
      const { writes } = await posted([], `x\n${fence}\ny`);
      expect(reportIn(writes)).to.not.match(/`{3}|~{3}/);
      github?.close();
    }
  });

  it("keeps the report's own code spans as they are", async () => {
    const { writes } = await posted([], "- `a <b>` and <code>&#64;x</code>&#64;y");
    const shown = reportIn(writes);
    const visible = shown.replaceAll("\u200b", "");
    expect(visible).to.equal(`- \`a <b>\` and <code>&#64;x</code>&#64;y`);
    expect(shown)
      .to.include("<code>&#64;\u200bx</code>")
      .and.not.include("&#64;y")
      .and.not.include("<b>");
  });

  it("fits into a comment whatever the report's length", async () => {
    const { writes } = await posted([], "@line\n".repeat(20_000));
    const { length } = writes[0]?.body?.body ?? "";
    expect(length).to.be.within(65_000, 65_536);
    expect(writes[0]?.body?.body).to.match(
      /_Made by .*_\n\n_Too long for a comment: the rest is among the artifacts of the run\._\n/,
    );
  });

  it("says in a sentence what GitHub refuses", async () => {
    github = await fakeGitHub({});
    const ran = await github.run("post-review.cjs", [report("x")], head);
    expect(ran.code).to.equal(1);
    expect(ran.text).to.match(/^GitHub answered 404 to GET pulls\S+\.\n$/);
  });
});
