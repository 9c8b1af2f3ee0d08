import { expect } from "chai";
import { evaluated, filledIn, type GitHubContext } from "./expressions";
import { workflows } from "./workflows";

const workflow = workflows().find(({ file }) => file === "ephemeral.yml");
const { group = "" } = (workflow?.concurrency ?? {}) as { group?: string };

/** An event of pull request 7: what happened, the labels that it has then, and the label it is about. */
function event(action: string, labels: readonly string[], label?: string): GitHubContext {
  return {
    event: {
      action,
      ...(label && { label: { name: label } }),
      pull_request: {
        number: 7,
        labels: labels.map((name) => ({ name })),
        head: { repo: { full_name: "owner/shop" } },
      },
    },
    repository: "owner/shop",
    run_id: 123_456,
  };
}

/** Which jobs run for an event, and whether its run waits for the others of the pull request. */
function ran(github: GitHubContext): { jobs: string[]; waits: boolean } {
  const all = Object.entries(workflow?.jobs ?? {});
  const jobs = all.filter(([, job]) => evaluated(job.if ?? "", github)).map(([name]) => name);
  return { jobs, waits: filledIn(group, github) === "pull-request-stack-7" };
}

describe("the stack of a pull request", () => {
  for (const [title, github, jobs] of [
    ["is deployed with the label", event("labeled", ["deploy"], "deploy"), ["deploy"]],
    ["is deployed with each commit", event("synchronize", ["deploy"]), ["deploy"]],
    ["is deployed once it is open again", event("reopened", ["deploy", "bug"]), ["deploy"]],
    ["goes with the label", event("unlabeled", ["bug"], "deploy"), ["remove"]],
    ["goes once it is closed", event("closed", ["deploy"]), ["remove"]],
    ["stays under another label", event("labeled", ["deploy", "bug"], "bug"), []],
    ["stays without another label", event("unlabeled", ["deploy"], "bug"), []],
    ["is not there without the label", event("synchronize", ["bug"]), []],
    ["is not there for another label", event("labeled", ["bug"], "bug"), []],
    ["is not there once closed without", event("closed", []), []],
  ] as const) {
    it(title, () => expect(ran(github).jobs).to.deep.equal(jobs));

    it(`${title}, and a run ${jobs.length > 0 ? "waits for its turn" : "that does nothing drops none that waits"}`, () => {
      expect(ran(github).waits).to.equal(jobs.length > 0);
    });
  }

  it("runs for nobody else's copy", () => {
    const { jobs } = ran({ ...event("labeled", ["deploy"], "deploy"), repository: "other/shop" });
    expect(jobs).to.deep.equal([]);
  });
});
