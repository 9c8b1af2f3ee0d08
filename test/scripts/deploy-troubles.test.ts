import { expect } from "chai";
import { refuseCutOff, refuseProtected } from "../../scripts/deploy/engine/state-check";
import { troubleOf } from "../../scripts/deploy/engine/troubles";

const quiet = { stack: "prod", events: [], interrupted: false };

describe("a deployment that fails", () => {
  it("says how to get a locked stack free", () => {
    const output =
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n  file:///tmp/.pulumi/locks/x.json: created by me";
    expect(troubleOf({ ...quiet, output })).to.match(
      /^Stack prod is locked: .*run "pulumi cancel --stack prod"/,
    );
  });

  it("names what left the plan and by which property, and no value of it", () => {
    const message =
      "resource urn:pulumi:prod::shopfront::a$aws:cloudfront/distribution:Distribution::site violates plan: properties changed: ++origins[{x-api-key the-secret}!={the-other}]";
    const events = [{ diagnosticEvent: { severity: "error", message } }] as never;
    const said = troubleOf({ ...quiet, output: message, events });
    expect(said)
      .to.match(/is no longer what was shown/)
      .and.include("  site (origins)");
    expect(said).to.not.include("secret");
  });

  it("names the resource and what AWS said of it", () => {
    const urn = "urn:pulumi:prod::shopfront::aws:sns/topic:Topic::news";
    const events = [
      { diagnosticEvent: { severity: "error", urn, message: "AccessDenied: no SNS for you\n" } },
      { diagnosticEvent: { severity: "error", message: "update failed" } },
    ] as never;
    expect(troubleOf({ ...quiet, output: "", events }).split("\n")).to.deep.equal([
      "The engine ended with an error. Run the same command again once it is mended.",
      "  news: AccessDenied: no SNS for you",
    ]);
  });

  it("repeats the CLI's own sentence where there is nothing else", () => {
    const output = "Previewing update\nerror: could not read current project\n\n";
    expect(troubleOf({ ...quiet, output })).to.match(/\n {2}could not read current project$/);
  });

  it("says how to go on after Ctrl-C", () => {
    const output = "error: update canceled";
    expect(troubleOf({ ...quiet, output, interrupted: true })).to.match(
      /^Ended early.*run the same command again to go on\.$/,
    );
  });
});

describe("a stack", () => {
  const urn = "urn:pulumi:prod::shopfront::aws:dynamodb/table:Table::data-users";

  it("whose deployment was cut off is refused with the way out", () => {
    expect(() => refuseCutOff("prod", { resources: [], pending: [urn] })).to.throw(
      /cut off while it changed data-users: run "pulumi refresh --stack prod"/,
    );
    refuseCutOff("prod", { resources: [], pending: [] });
  });

  it("with anything protected is not destroyed, and what is protected is named", () => {
    const free = { urn: "urn:pulumi:prod::shopfront::a::b", protect: false };
    expect(() =>
      refuseProtected("prod", { resources: [free, { urn, protect: true }], pending: [] }),
    ).to.throw(/nothing was destroyed: data-users\. If it is to go/);
    refuseProtected("prod", { resources: [free], pending: [] });
  });
});
