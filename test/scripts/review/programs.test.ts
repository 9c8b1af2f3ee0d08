import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { reportOf } from "../../../scripts/review/report/report";
import { review } from "../../../scripts/review/review";
import { type Files, programOf, Repository } from "./repository";

const question = { base: "base", stacks: ["dev"], preview: false };
const repositories: Repository[] = [];
/** What the last review said while it worked. */
let told: string[] = [];

/** The report of two programs, each evaluated as a commit of a repository. */
async function reportOn(base: Files, head: Files, stacks = ["dev"]): Promise<string> {
  const repository = new Repository(base, head);
  repositories.push(repository);
  told = [];
  const tell = (line: string) => told.push(line);
  return reportOf(await review(repository.folder, { ...question, stacks }, { tell })).comment;
}

const index = (text: string): Files => ({ "index.ts": programOf(text) });

describe("npm run review on programs", function () {
  this.timeout(120_000);
  const { TMPDIR } = process.env;
  const folder = mkdtempSync(join(tmpdir(), "shopfront-worktrees-"));
  before(() => {
    process.env.TMPDIR = folder;
  });
  after(() => {
    for (const repository of repositories) repository.remove();
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(folder, { recursive: true });
  });

  it("finds nothing between two commits of one program that uses the clock and random values", async () => {
    const random = index(`
      import crypto from "node:crypto";
      new aws.sns.Topic("topic", {
        displayName: [
          new Date().toISOString(), Date.now(), Date(), Math.random(), crypto.randomUUID(),
          crypto.randomBytes(8).toString("hex"), crypto.randomInt(1000),
          globalThis.crypto.randomUUID(), globalThis.crypto.getRandomValues(new Uint8Array(4)),
        ].join(" "),
      });`);
    expect(await reportOn(random, { "README.md": "Other words." })).to.match(/\n\nNo changes\.$/);
  });

  it("says what is replaced, respects an alias, and shows nothing secret, only that it changed", async () => {
    const program = (marker: string, name: string, hashKey: string) =>
      index(`
        class Data extends pulumi.ComponentResource {
          constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
            super("shopfront:infra:Data", name, {}, opts);
            new aws.sns.Topic(\`\${name}-news\`, {}, { parent: this });
          }
        }
        new Data("${name}", { aliases: [{ name: "data" }] });
        new aws.dynamodb.Table("users", {
          hashKey: "${hashKey}",
          attributes: [{ name: "${hashKey}", type: "S" }],
        });
        const key = pulumi.secret("${marker}");
        new aws.ssm.Parameter("key", { type: "SecureString", value: key });
        new aws.sns.Topic("leak", { displayName: pulumi.unsecret(key) });
        const pin = "${marker}" === "marker-one-of-the-secrets" ? "pin1" : "pin2";
        new aws.ssm.Parameter("pin", { type: "SecureString", value: pulumi.secret(pin) });
        new aws.sns.Topic(pin, { tags: { [pin]: "x", door: pin } });
        new aws.cloudfront.Distribution("site", {
          enabled: true,
          origins: [{
            originId: "api",
            domainName: "${marker}" === "marker-one-of-the-secrets" ? "a.example" : "b.example",
            customHeaders: [{ name: "x-api-key", value: key }],
          }],
          defaultCacheBehavior: {
            targetOriginId: "api",
            viewerProtocolPolicy: "https-only",
            allowedMethods: ["GET"],
            cachedMethods: ["GET"],
          },
          restrictions: { geoRestriction: { restrictionType: "none" } },
          viewerCertificate: { cloudfrontDefaultCertificate: true },
        });`);
    const comment = await reportOn(
      program("marker-one-of-the-secrets", "data", "userId"),
      program("marker-two-of-the-secrets", "store", "email"),
    );
    expect(comment).to.include("**`users` (`Table`) is replaced**, because of `hashKey`.");
    expect(comment).to.include(
      "- `store-news` (`Topic`) is changed. It is renamed; its alias keeps it. Until now `data-news`.",
    );
    expect(comment).to.not.match(/marker-(one|two)|pin\d/);
    expect(comment).to.match(/- `\[secret \w{8}\]` \(`Topic`\) is created/);
    expect(comment).to.include("  - `value`: another secret");
    expect(comment).to.include("  - `displayName`: another secret");
    expect(comment).to.include("  - `origins[api].domainName`: `a.example` → `b.example`");
    expect(comment).to.include("  - `origins[api].customHeaders[x-api-key].value`: another secret");
  });

  it("reports what it can where the program of the base does not run", async () => {
    const comment = await reportOn(
      index('throw new Error("no such module | </details>");'),
      index('new aws.s3.Bucket("pictures");'),
    );
    expect(comment).to.include("**`dev`: the program of the base does not run**");
    expect(comment).to.include("<code>no such module &#124; &#60;&#47;details&#62;</code>");
    expect(comment).to.match(/\*\*Policy broken\*\*: `pictures` violates/);
  });

  it("says which setting or error the changed program does not run for", async () => {
    const comment = await reportOn(index(""), index('throw new pulumi.RunError("Set it.");'));
    expect(comment).to.include(
      "**`dev` is not compared**: the changed program does not run: `Set it.`",
    );
  });

  it("says in which file and line the changed program is no TypeScript, and asks no engine then", async () => {
    const repository = new Repository(index(""), {
      "infra/topic.ts": "\nconst = 1;\n",
      ...index('import "./infra/topic";'),
    });
    repositories.push(repository);
    const steps: string[] = [];
    const sources = {
      get: async () => ({
        version: { major: 3, minor: 248, compare: () => 0, toString: () => "3.248.0" },
        run: () => expect.fail("The engine was asked."),
      }),
      install: () => expect.fail("It was installed."),
    };
    const { comment } = reportOf(
      await review(
        repository.folder,
        { ...question, preview: true },
        { sources: sources as never, tell: (line) => steps.push(line) },
      ),
    );
    expect(comment).to.match(/does not run: `infra\/topic\.ts:2:6: ERROR: Expected identifier/);
    expect(steps.filter((line) => /engine/.test(line))).to.deep.equal([]);
  });

  it("takes a stack without a file in the base for new, and says of one whose file goes what stays", async () => {
    const topic = index('new aws.sns.Topic("topic");');
    const settings = "config:\n  aws:region: ca-central-1\n";
    const comment = await reportOn(
      { ...topic, "Pulumi.old.yaml": settings },
      { "Pulumi.old.yaml": undefined, "Pulumi.new.yaml": settings },
      ["dev", "old", "new"],
    );
    expect(comment).to.include("| `dev` | 0 | 0 | 0 | 0 | 0 | 0 |  |");
    expect(comment).to.match(/\| `new` \| 0 \| 0 \| 0 \| 1 \|/);
    expect(comment).to.include(
      "**`old` is not compared**: its file is gone; what it deployed stays",
    );
    expect(comment).to.include("`topic` (`Topic`) is created");
    expect(told.slice(2)).to.deep.equal([
      "Evaluating dev at the base.",
      "Evaluating dev at the change.",
      "Comparing dev.",
      "Evaluating new at the change.",
      "Comparing new.",
    ]);
  });

  it("leaves no worktree and no folder behind", () => {
    const left = repositories.map((one) => one.git("worktree", "list").trim().split("\n").length);
    expect(new Set(left)).to.deep.equal(new Set([1]));
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("shopfront-review-"))).to.be
      .empty;
  });
});
