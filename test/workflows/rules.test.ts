import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { longestSessionSeconds } from "../../bootstrap/policies/trust";
import { githubFolder, jobs, steps, workflows } from "./workflows";

/** What each job may do; any other right is one too many, and each is needed. */
const rights: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "deploy-dev.yml/deploy": { contents: "read", "id-token": "write" },
  "deploy-prod.yml/apply": { contents: "read", "id-token": "write" },
  "deploy-prod.yml/plan": { contents: "read", "id-token": "write" },
  "drift.yml/look": { contents: "read", "id-token": "write" },
  "drift.yml/tell": { contents: "read", issues: "write" },
  "ephemeral.yml/deploy": { contents: "read", "id-token": "write" },
  "ephemeral.yml/remove": { contents: "read", "id-token": "write" },
  "post-review.yml/post": { actions: "read", contents: "read", "pull-requests": "write" },
  "release.yml/prepare": { contents: "read" },
  "release.yml/publish": { contents: "write" },
  "review.yml/report": { contents: "read" },
  "site.yml/check": { contents: "read" },
  "sweep.yml/sweep": { contents: "read", "id-token": "write" },
  "test.yml/engine": { contents: "read" },
  "test.yml/packages": { contents: "read" },
  "test.yml/test": { contents: "read" },
};

/** In which environment each job with a role runs. */
const environments = {
  "deploy-dev.yml/deploy": "dev",
  "deploy-prod.yml/apply": "prod",
  "deploy-prod.yml/plan": "prod-read",
  "drift.yml/look": ["$", "{{ matrix.stack }}-read"].join(""),
  "ephemeral.yml/deploy": "pull-request",
  "ephemeral.yml/remove": "pull-request",
  "sweep.yml/sweep": "sweep",
};

describe("the workflows", () => {
  it("start with no right, and give each job exactly those that it needs", () => {
    for (const { file, permissions } of workflows()) expect(permissions, file).to.deep.equal({});
    const given = Object.fromEntries(jobs().map(([name, { permissions }]) => [name, permissions]));
    expect(given).to.deep.equal(rights);
  });

  it("pin each action to a commit, with its version beside it", () => {
    const text = [
      ...workflows().map((each) => each.text),
      readFileSync(join(githubFolder, "actions/install/action.yml"), "utf8"),
    ].join("\n");
    const uses = [...text.matchAll(/\buses:\s*(.*)/g)].map(([, what]) => what as string);
    expect(uses).to.not.be.empty;
    const unpinned = uses.filter(
      (what) =>
        what !== "./.github/actions/install" &&
        !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what),
    );
    expect(unpinned).to.deep.equal([]);
    // One commit for one version, everywhere.
    const pins = new Map<string, string>();
    for (const what of uses) {
      const [action = "", pin = ""] = what.split("@");
      expect(pins.get(action) ?? pin, action).to.equal(pin);
      pins.set(action, pin);
    }
  });

  it("take credentials by OIDC alone, and read no secret", () => {
    for (const { file, text } of workflows()) {
      expect(text, file).to.not.match(/\bsecrets\b|AKIA|ACCESS_KEY|PASSPHRASE|access-key/i);
    }
    const signIns = steps().filter(([, { uses }]) => uses?.startsWith("aws-actions/"));
    expect(signIns).to.have.length(7);
    for (const [name, step] of signIns) {
      const { "role-duration-seconds": _, ...given } = step.with ?? {};
      expect(Object.keys(given).sort(), name).to.deep.equal(["aws-region", "role-to-assume"]);
    }
  });

  it("hold their role as long as they run, and no longer than it lets them", () => {
    for (const [name, job] of jobs()) {
      const signIn = job.steps.find(({ uses }) => uses?.startsWith("aws-actions/"));
      if (!signIn) continue;
      const seconds = Number(signIn.with?.["role-duration-seconds"] ?? 3_600);
      expect(seconds, name).to.be.at.least((job["timeout-minutes"] ?? 360) * 60);
      expect(seconds, name).to.be.at.most(longestSessionSeconds);
    }
  });

  it("take a role in an environment alone, for its branches and reviewers are set there", () => {
    const found = jobs()
      .filter(([, { permissions }]) => permissions?.["id-token"])
      .map(([name, { environment }]) => [name, environment]);
    expect(Object.fromEntries(found)).to.deep.equal(environments);
  });

  it("never put what a stranger can write into a script", () => {
    for (const [name, { run }] of steps()) expect(run ?? "", name).to.not.include("${{");
  });

  it("leave no token in the checkout", () => {
    for (const [name, step] of steps()) {
      if (!step.uses?.startsWith("actions/checkout@")) continue;
      expect(step.with?.["persist-credentials"], name).to.equal(false);
    }
  });

  it("run no code of a pull request where its comment is written", () => {
    const events = workflows().flatMap(({ on, file }) => (on.pull_request_target ? [file] : []));
    expect(events).to.deep.equal([]);
    const [post] = workflows().filter(({ on }) => on.workflow_run);
    expect(post?.file).to.equal("post-review.yml");
    const [first, download] = post?.jobs.post?.steps ?? [];
    expect(first?.with?.ref).to.match(/^\$\{\{ github\.event\.repository\.default_branch \}\}$/);
    expect(download?.with?.path).to.match(/^\$\{\{ runner\.temp \}\}\/review$/);
    expect(post?.text).to.not.match(/npm |actions\/install/);
  });

  it("end in time, and never twice at once", () => {
    for (const [name, job] of jobs()) expect(job["timeout-minutes"], name).to.be.within(5, 120);
    for (const { file, concurrency, jobs: all } of workflows()) {
      expect(concurrency, file).to.have.all.keys("group", "cancel-in-progress");
      const deploys = Object.values(all).some(({ permissions }) => permissions?.["id-token"]);
      if (!deploys) continue;
      expect(concurrency, file).to.have.property("cancel-in-progress", false);
    }
  });

  it("count a failure before a pipe", () => {
    for (const [name, { run = "", shell }] of steps()) {
      if (/[^|]\|[^|]/.test(run)) expect(shell, name).to.equal("bash");
    }
  });

  it("deploy a pull request only from this repository, under its label", () => {
    const all = workflows().find(({ file }) => file === "ephemeral.yml")?.jobs ?? {};
    expect(Object.keys(all)).to.deep.equal(["deploy", "remove"]);
    for (const { if: condition } of Object.values(all)) {
      expect(condition).to.include(
        "github.event.pull_request.head.repo.full_name == github.repository",
      );
      expect(condition).to.include("labels.*.name, 'deploy'");
    }
  });

  it("test on every Node.js that the project supports", () => {
    const { jobs: all } = parse(readFileSync(join(githubFolder, "workflows/test.yml"), "utf8"));
    expect(all.test.strategy.matrix.node).to.deep.equal(["20", "22", "24"]);
  });
});
