import { expect } from "chai";
import { changedProperties } from "../../../scripts/review/resources/properties";
import { differingParts, transition } from "../../../scripts/review/sections/values";

const paths = (before: object, after: object) =>
  changedProperties(before, after).map(
    ({ path, before: was, after: is }) => `${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`,
  );

describe("the review of properties", () => {
  it("names every leaf that differs", () => {
    const before = { timeout: 30, environment: { variables: { A: "1", B: "2" } } };
    const after = { timeout: 20, environment: { variables: { A: "1", C: "3" } } };
    expect(paths(before, after)).to.deep.equal([
      "timeout: 30 → 20",
      'environment.variables.B: "2" → undefined',
      'environment.variables.C: undefined → "3"',
    ]);
  });

  it("looks into JSON texts, and takes one that is only written otherwise for the same", () => {
    const policy = (action: string) => JSON.stringify({ Statement: [{ Action: action }] });
    expect(paths({ policy: policy("s3:Get") }, { policy: policy("s3:Put") })).to.deep.equal([
      'policy.Statement[0].Action: "s3:Get" → "s3:Put"',
    ]);
    expect(paths({ policy: '{"a": 1}' }, { policy: '{"a":1}' })).to.deep.equal([]);
  });

  it("finds the items of a list by their name, so that an inserted one moves no others", () => {
    const origin = (originId: string, httpPort: number) => ({ originId, httpPort });
    const before = { origins: [origin("site", 80), origin("api", 80)] };
    const after = { origins: [origin("desk", 80), origin("site", 80), origin("api", 443)] };
    expect(paths(before, after)).to.have.members([
      'origins[desk]: undefined → {"originId":"desk","httpPort":80}',
      "origins[api].httpPort: 80 → 443",
    ]);
  });

  it("says what came into a list without names, and what went", () => {
    expect(paths({ hosts: ["a", "b"] }, { hosts: ["b", "c", "d"] })).to.deep.equal([
      'hosts[0]: "a" → undefined',
      'hosts[1]: undefined → "c"',
      'hosts[2]: undefined → "d"',
    ]);
  });

  it("sees another order", () => {
    expect(paths({ order: ["a", "b"] }, { order: ["b", "a"] })).to.have.lengthOf(1);
  });

  it("shows long texts where they differ, fingerprints and secrets not at all", () => {
    const long = (word: string) => `${"x".repeat(200)}${word}${"y".repeat(200)}`;
    expect(differingParts(long("one"), long("two"))).to.deep.equal([
      `…${"x".repeat(24)}one${"y".repeat(24)}…`,
      `…${"x".repeat(24)}two${"y".repeat(24)}…`,
    ]);
    expect(transition("ab".repeat(32), "cd".repeat(32)).text).to.equal("another fingerprint");
    expect(transition({ $secret: "1" }, { $secret: "2" }).text).to.equal("another secret");
    expect(transition({ a: { $secret: "1" } }, undefined).text).to.equal(
      '`{"a":"[secret]"}` is gone',
    );
  });
});
