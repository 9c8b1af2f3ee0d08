import { expect } from "chai";
import fc from "fast-check";
import { judge } from "../../policy/judge";
import { notApplicable } from "../../policy/not-applicable";
import type { PlainResource } from "../../policy/rule";
import { ruleList } from "../../policy/rule-list";
import { rules } from "../../policy/rules";
import { fixtures } from "./fixtures";

describe("the rules", () => {
  it("account for every published id of the list exactly once", () => {
    const accounted = [...rules.flatMap(({ ids }) => ids), ...Object.keys(notApplicable)];
    expect(accounted.sort()).to.deep.equal([...ruleList].sort());
    expect(new Set(ruleList).size).to.equal(ruleList.length);
  });

  it("have names and fixtures of their own", () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(Object.keys(fixtures).sort()).to.deep.equal([...names].sort());
  });

  for (const rule of rules) {
    it(`tell what breaks ${rule.name} from what keeps it`, () => {
      const { wrong = [], right = [] } = fixtures[rule.name] ?? {};
      const found = judge(wrong, [rule], []);
      expect(found.broken, "wrong").to.deep.equal([rule]);
      for (const { says } of found.verdicts) expect(says).to.match(/^\S.{20,}\.$/);
      expect(judge(right, [rule], []).satisfied, "right").to.deep.equal([rule]);
    });
  }

  it("never throw, whatever is missing from a resource or of another kind", () => {
    const all = Object.values(fixtures).flatMap(({ wrong, right }) => [...wrong, ...right]);
    const odd = fc.constantFrom(undefined, null, "", "{}", "null", 7, true, [], [null], {});
    const damaged = fc
      .record({ of: fc.constantFrom(...all), at: fc.nat(), by: odd })
      .map(({ of, at, by }) => damage(of, at, by));
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 6 }), (resources) => {
        judge(resources, rules, []);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Replaces one of the values, however deep, also inside the JSON of a policy. */
function damage(resource: PlainResource, at: number, by: unknown): PlainResource {
  const target = at % Math.max(values(resource.props), 1);
  let seen = 0;
  const spoil = (value: unknown): unknown => {
    const inner = typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
    if (typeof inner !== "object" || inner === null) return value;
    const spoilt = Object.entries(inner).map(([key, each]) => {
      const hit = seen++ === target;
      const rest = spoil(each);
      return [key, hit ? by : rest] as const;
    });
    const made = Array.isArray(inner) ? spoilt.map(([, each]) => each) : Object.fromEntries(spoilt);
    return inner === value ? made : JSON.stringify(made);
  };
  return { ...resource, props: spoil(resource.props) as PlainResource["props"] };
}

function values(value: unknown): number {
  const inner = typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
  if (typeof inner !== "object" || inner === null) return 0;
  return Object.values(inner).reduce<number>((sum, each) => sum + 1 + values(each), 0);
}
