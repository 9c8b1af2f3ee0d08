import { expect } from "chai";
import { sharedOut } from "../../../scripts/review/report/folds";
import { code, md } from "../../../scripts/review/report/markdown";
import { limit, marker, reportOf } from "../../../scripts/review/report/report";
import type { Snapshot } from "../../../scripts/review/snapshot";
import { reviewStack } from "../../../scripts/review/stack-review";
import { declared, snapshot, types } from "./snapshots";

const commits = { base: "a".repeat(40), head: "b".repeat(40) };

function report(base: Partial<Snapshot>, head: Partial<Snapshot>, stacks = ["dev", "prod"]) {
  const [before, after] = [snapshot(base), snapshot(head)];
  return reportOf({
    ...commits,
    stacks: stacks.map((stack) => reviewStack(stack, before, after)),
  });
}

/** The text outside of code: what Markdown and HTML can act on. */
function active(text: string): string {
  return text.replace(/`[^`\n]*`/g, "").replace(/<code>[^<]*<\/code>/g, "");
}

const topics = (count: number, name = "topic") =>
  Array.from({ length: count }, (_, index) => declared(types.topic, `${name}-${index}`));

describe("the report of a review", () => {
  it("begins with the marker, and says in one line that nothing changes", () => {
    expect(report({}, {}).comment).to.equal(
      `${marker}\n## Review of \`bbbbbbbbbbbb\` against \`aaaaaaaaaaaa\`\n\nNo changes.`,
    );
  });

  it("has the summary and the warnings first, then a fold for each section of each stack", () => {
    const table = declared(types.table, "data-users");
    const { comment, rest } = report({ resources: [table] }, { resources: topics(1) });
    expect(comment.split("\n").slice(0, 14)).to.deep.equal([
      marker,
      "## Review of `bbbbbbbbbbbb` against `aaaaaaaaaaaa`",
      "",
      "| Stack | replaced | deleted | may be replaced | created | changed | forgotten | also |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      "| `dev` | 0 | **1** | 0 | 1 | 0 | 0 |  |",
      "| `prod` | 0 | **1** | 0 | 1 | 0 | 0 |  |",
      "",
      "- **`data-users` (`Table`) is deleted**. Lost: **every item in it, and its point-in-time recovery; a new one begins empty**.",
      "",
      "### `dev`",
      "",
      "<details><summary>Resources: 1 deleted, 1 created</summary>",
      "",
    ]);
    expect(comment).to.include("The same as for `dev`.");
    expect(rest).to.equal(undefined);
  });

  it("never exceeds what a comment may have, with 2,000 changes, and loses nothing", () => {
    const inputs = { displayName: "é😀".repeat(200) };
    const many = Array.from({ length: 2_000 }, (_, index) =>
      declared(types.topic, `topic-${index}`, inputs),
    );
    const sizes = {
      functions: Object.fromEntries(many.map(({ name }) => [name, 1])),
      files: {},
    };
    const { comment, rest = "" } = report({}, { resources: many, sizes });
    expect(Buffer.byteLength(comment)).to.be.below(65_536);
    expect(Buffer.byteLength(comment)).to.be.above(limit / 2);
    expect(comment).to.match(/… and [\d,]+ more in review-rest\.md\./);
    expect(comment.match(/<details>/g)).to.have.lengthOf(4);
    expect(comment.match(/<\/details>/g)).to.have.lengthOf(4);
    for (const { name } of many) expect(rest).to.include(`- \`${name}\` (\`Topic\`) is created.`);
  });

  it("stays below it with 2,000 warnings of the longest names", () => {
    const tables = Array.from({ length: 2_000 }, (_, index) =>
      declared(types.table, `${"|😀".repeat(300)}${index}`),
    );
    const { comment } = report({ resources: tables }, {});
    expect(Buffer.byteLength(comment)).to.be.below(65_536);
    expect(comment).to.match(/- And [\d,]+ more, below\./);
  });

  it("repeats nothing for a stack whose resources are registered in another order", () => {
    const code = (sha: string) => ({ code: { $sha256: sha, bytes: 9 } });
    const functions = ["c", "a", "b", "d", "e"];
    const all = (sha: string) => functions.map((name) => declared(types.function, name, code(sha)));
    const [before, after] = [all("1"), all("2")];
    const reversed = (resources: Snapshot["resources"]) =>
      snapshot({ resources: [...resources].reverse() });
    const { comment } = reportOf({
      ...commits,
      stacks: [
        reviewStack("dev", snapshot({ resources: before }), snapshot({ resources: after })),
        reviewStack("prod", reversed(before), reversed(after)),
      ],
    });
    expect(comment.split("### `prod`")[1]).to.include("The same as for `dev`.");
    // What is the same for many is said once.
    expect(comment).to.include(
      "- 5 of type `Function` are changed alike: `a`, `b`, `c`, `d`, `e`.\n  - `code`: other content\n",
    );
    expect(comment).to.not.include("is changed.");
  });

  it("gives small sections all they need, and large ones the rest", () => {
    expect(sharedOut([10, 1_000, 20, 1_000], 430)).to.deep.equal([10, 200, 20, 200]);
    expect(sharedOut([10, 20], 430)).to.deep.equal([10, 20]);
  });
});

describe("what comes from the code that is reviewed", () => {
  const hostile = [
    "</details><script>alert(1)</script>",
    "@somebody please look",
    "a | b | c",
    "`` ` end ` of ```code",
    "x\n\n# A heading\n- [ ] a task",
    "<!-- shopfront-review -->",
    "![](https://example.com/pixel.png) #1 GH-1",
    "back\\slash \\| pipe",
    "\u202eright to left\u200b",
    " ",
    "",
  ];

  it("is in code spans that it cannot end", () => {
    for (const text of hostile) {
      const { text: shown } = code(text);
      expect(shown, text).to.match(/^(`[^`|\\\n]+`|<code>[^<>`|\\\n@]*<\/code>|\(empty\))$/);
      expect(shown).to.not.match(/[\u202e\u200b]/u);
    }
  });

  it("is cut where it is long", () => {
    expect(code("x".repeat(500)).text).to.have.lengthOf(122);
  });

  it("cannot end a table or a fold, notify anybody or be HTML, wherever it is", () => {
    const harmless = report(...hostileSnapshots(hostile.map((_, index) => `text-${index}`)));
    const attack = report(...hostileSnapshots(hostile));
    const shape = (comment: string) =>
      active(comment)
        .split("\n")
        .map((line) => line.replace(/\(empty\)/g, ""));
    expect(shape(attack.comment)).to.deep.equal(shape(harmless.comment));
    expect(active(attack.comment)).to.not.match(/@|<script|<!--(?! shopfront-review -->\n## )/);
  });

  it("is a number or Markdown of ours where it is no text", () => {
    expect(md`${1234} of ${md`**all**`} ${"x"}`.text).to.equal("1,234 of **all** `x`");
  });
});

/** Two snapshots that differ in every section, with those texts in every place. */
function hostileSnapshots(texts: readonly string[]): [Partial<Snapshot>, Partial<Snapshot>] {
  const statement = (text: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: text, Resource: `r${text}` }] });
  const head: Partial<Snapshot> = {
    resources: texts.flatMap((text, index) => [
      declared(types.topic, `${index}${text}`, {}, { component: `c${index}${text}` }),
      declared(types.policy, `p${index}${text}`, { role: `w${text}`, policy: statement(text) }),
      declared(types.alarm, `a${index}${text}`, { metricName: text, threshold: text, period: 60 }),
    ]),
    settings: Object.fromEntries(texts.map((text, index) => [`s:${index}${text}`, text])),
    findings: { value: texts.map((text) => ({ rule: text, resource: text, says: text })) },
    sizes: {
      functions: Object.fromEntries(texts.map((text, index) => [`${index}${text}`, 1])),
      files: {},
    },
    api: {
      value: {
        paths: Object.fromEntries(texts.map((text, index) => [`/${index}${text}`, { get: {} }])),
      },
    },
    bills: { problem: texts.join("") },
  };
  return [{}, head];
}
