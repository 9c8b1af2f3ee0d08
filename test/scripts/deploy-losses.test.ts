import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { foreseen, refusedLosses } from "../../scripts/deploy/engine/steps";
import { summaryLines } from "../../scripts/deploy/summary";

let sequence = 0;

/** An event of a preview, as the engine writes it. */
function event(op: string, type: string, name: string, differing: string[] = []): EngineEvent {
  const urn = `urn:pulumi:dev::shopfront::shopfront:infra:DataStore$${type}::${name}`;
  const metadata = { op, urn, type, provider: "urn:pulumi:provider", diffs: differing };
  sequence += 1;
  return { sequence, timestamp: 0, resourcePreEvent: { metadata, planning: true } } as never;
}

const table = "aws:dynamodb/table:Table";

describe("a deployment that would take something away", () => {
  it("is refused for every kind that holds data or sends mail, deleted or replaced", () => {
    const types = [
      table,
      "aws:s3/bucket:Bucket",
      "aws:cognito/userPool:UserPool",
      "aws:sesv2/emailIdentity:EmailIdentity",
      "aws:backup/vault:Vault",
    ];
    const events = types.flatMap((type) => [
      event("delete", type, "deleted"),
      event("replace", type, "replaced"),
      event("update", type, "updated"),
      event("create", type, "created"),
    ]);
    const refused = refusedLosses(foreseen(events).steps, []);
    expect(refused.map(({ type, name }) => [type, name])).to.have.deep.members(
      types.flatMap((type) => [
        [type, "deleted"],
        [type, "replaced"],
      ]),
    );
  });

  it("is refused for a renamed table, which is a deletion", () => {
    const { steps } = foreseen([
      event("create", table, "data-visitors"),
      event("delete", table, "data-visits"),
    ]);
    expect(refusedLosses(steps, []).map(({ name }) => name)).to.deep.equal(["data-visits"]);
  });

  it("is refused for what an earlier deployment replaced and could not delete", () => {
    const old = event("delete-replaced", table, "old");
    expect(refusedLosses(foreseen([old]).steps, []).map(({ name }) => name)).to.deep.equal(["old"]);
    expect(summaryLines(foreseen([old]))[0]).to.equal("1 to delete; 0 unchanged.");
    // A part of a replacement is shown once.
    const whole = [event("create-replacement", table, "new"), event("replace", table, "new")];
    const { steps } = foreseen([...whole, event("delete-replaced", table, "new")]);
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace"]);
  });

  it("is allowed by the URN alone, one by one", () => {
    const { steps } = foreseen([event("delete", table, "one"), event("delete", table, "other")]);
    const [one] = steps;
    const refused = refusedLosses(steps, [one?.urn ?? ""]);
    expect(refused.map(({ name }) => name)).to.deep.equal(["other"]);
  });

  it("is not refused for what can be made again", () => {
    const { steps } = foreseen([
      event("delete", "aws:lambda/function:Function", "old"),
      event("replace", "aws:s3/bucketObjectv2:BucketObjectv2", "page"),
    ]);
    expect(refusedLosses(steps, [])).to.deep.equal([]);
  });
});

describe("the summary of a preview", () => {
  it("names what is lost first, with the properties that cause it", () => {
    const lines = summaryLines(
      foreseen([
        event("same", table, "data-users"),
        event("create", "aws:sns/topic:Topic", "news"),
        event("update", "aws:lambda/function:Function", "book", ["code", "timeout"]),
        event("replace", table, "data-bookings", ["name"]),
        // The two halves of that replacement.
        event("create-replacement", table, "data-bookings"),
        event("delete-replaced", table, "data-bookings"),
      ]),
    );
    expect(lines).to.deep.equal([
      "1 to create, 1 to update, 1 to replace; 1 unchanged.",
      "  replace  aws:dynamodb/table:Table data-bookings (name)",
      "  update   aws:lambda/function:Function book (code, timeout)",
      "  create   aws:sns/topic:Topic news",
    ]);
  });

  it("counts many creations by type, and says where a list was cut", () => {
    const many = (op: string) =>
      Array.from({ length: 50 }, (_, index) => event(op, table, `t${index}`));
    const lines = summaryLines(foreseen([...many("create"), ...many("delete")]));
    expect(lines).to.include("  create     50 aws:dynamodb/table:Table");
    expect(lines).to.include("  … and 10 more");
  });

  it("says so when nothing changes", () => {
    expect(summaryLines(foreseen([event("same", table, "data-users")]))).to.deep.equal([
      "Nothing changes.",
    ]);
  });
});
