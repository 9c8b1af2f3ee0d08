import { expect } from "chai";
import type { Facts } from "../../../scripts/provider/facts";
import facts from "../../../scripts/provider/facts.json";
import { withFollowing } from "../../../scripts/review/resources/follow";
import { resourceChanges } from "../../../scripts/review/resources/resource-changes";
import { Cloud } from "../../engine/provider/cloud";
import { Failures } from "../../engine/provider/failure";
import { StandIn } from "../../engine/provider/stand-in";
import { declared, types, urnOf, warned } from "./snapshots";

type Inputs = Readonly<Record<string, unknown>>;

/** Inputs in which only what lies at the path is given; blocks are objects, or lists of one. */
function inputsAt(path: string, inLists = false): Inputs {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) return { [first]: "given" };
  const block = inputsAt(rest.join("."), inLists);
  return { [first]: inLists ? [block] : block };
}

const verdict = (type: string, before: Inputs, after: Inputs) =>
  resourceChanges([declared(type, "one", before)], [declared(type, "one", after)])[0]?.kind;

const pool = "aws:cognito/userPool:UserPool";

describe("the review of a block that comes or goes", () => {
  it("agrees with the stand-in for the engine's provider on every input that replaces", () => {
    const aws = new StandIn(new Cloud(""), new Failures());
    const differing: string[] = [];
    let compared = 0;
    for (const [type, { replaces = [] }] of Object.entries(
      facts as Readonly<Record<string, Facts>>,
    )) {
      for (const path of replaces) {
        for (const inputs of [inputsAt(path), inputsAt(path, true)]) {
          for (const [before, after] of [
            [{}, inputs],
            [inputs, {}],
          ] as const) {
            const { replaces: engine } = aws.diff({ type, name: "one" }, before, after);
            compared += 1;
            if ((verdict(type, before, after) === "replaced") === engine.length > 0) continue;
            differing.push(`${type} ${path}`);
          }
        }
      }
    }
    expect(differing).to.deep.equal([]);
    expect(compared).to.be.above(500);
  });

  it("warns of what is lost with a user pool or a bucket", () => {
    const username = { usernameConfiguration: { caseSensitive: false } };
    const lock = { objectLockConfiguration: { objectLockEnabled: "Enabled" } };
    for (const [type, block, by] of [
      [pool, username, "usernameConfiguration"],
      ["aws:s3/bucket:Bucket", lock, "objectLockConfiguration"],
    ] as const) {
      for (const [before, after] of [
        [{}, block],
        [block, {}],
      ]) {
        const [says = ""] = warned(
          { resources: [declared(type, "one", before)] },
          { resources: [declared(type, "one", after)] },
        );
        expect(says).to.include(`is replaced**, because of \`${by}\`. Lost: **every`);
      }
    }
  });

  it("takes a block in which nothing replaces for a change", () => {
    const policy = { passwordPolicy: { minimumLength: 12 } };
    expect(verdict(pool, {}, policy)).to.equal("changed");
    const rule = { objectLockConfiguration: { rule: { defaultRetention: { days: 1 } } } };
    expect(verdict("aws:s3/bucket:Bucket", {}, rule)).to.equal("changed");
  });

  it("respects what the engine is told of a part of it", () => {
    const table = (inputs: Inputs, options = {}) =>
      declared(types.table, "one", inputs, { options });
    const ttl = { ttl: { attributeName: "until", enabled: true } };
    const kinds = (options: object) =>
      resourceChanges([table({})], [table(ttl, options)]).map(({ kind }) => kind);
    expect(kinds({ replaceOnChanges: ["ttl.enabled"] })).to.deep.equal(["replaced"]);
    expect(kinds({ ignoreChanges: ["ttl.enabled"] })).to.deep.equal(["changed"]);
    expect(kinds({ ignoreChanges: ["ttl.enabled", "ttl.attributeName"] })).to.deep.equal([]);
  });

  it("says that a value of another resource in a block may replace", () => {
    const bucket = (inputs: Inputs) =>
      declared(
        types.table,
        "copy",
        { importTable: { s3BucketSource: { bucket: "made-by-aws" } }, ...inputs },
        { sources: { importTable: [urnOf("aws:s3/bucket:Bucket", "files")] } },
      );
    const files = (bucketPrefix: string) =>
      declared("aws:s3/bucket:Bucket", "files", { bucketPrefix });
    const [base, head] = [
      [files("a"), bucket({})],
      [files("b"), bucket({})],
    ];
    const all = withFollowing(resourceChanges(base, head), base, head);
    expect(all.map(({ kind, resource }) => `${kind} ${resource.name}`)).to.deep.equal([
      "replaced files",
      "may be replaced copy",
    ]);
  });
});
