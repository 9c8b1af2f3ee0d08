import { expect } from "chai";
import type { Found, VolumeBill } from "../../../scripts/review/snapshot";
import { declared, said, types, warned } from "./snapshots";

describe("the review of rules, bill, sizes, alarms and settings", () => {
  it("says which findings are new, excused or gone", () => {
    const found = (resource: string, excuse?: string): Found => ({
      rule: "bucket-encrypted",
      resource,
      says: "A bucket is encrypted.",
      ...(excuse && { excuse }),
    });
    const [base, head] = [
      [found("old"), found("same")],
      [found("same"), found("new"), found("known", "It is public.")],
    ];
    const parts = [{ findings: { value: base } }, { findings: { value: head } }] as const;
    expect(said(...parts)).to.deep.equal({
      "Policy: 1 rule newly broken, 1 newly excused, 1 gone": [
        "- **New**: `new` violates `bucket-encrypted`: `A bucket is encrypted.`",
        "- New, excused: `known` by `bucket-encrypted`: `It is public.`",
        "- Gone: `old` by `bucket-encrypted`",
      ],
    });
    expect(warned(...parts)).to.deep.equal([
      "**Policy broken**: `new` violates `bucket-encrypted`: `A bucket is encrypted.`",
    ]);
  });

  it("sets the month's bill before and after side by side, at three volumes", () => {
    const bills = (alarms: number): VolumeBill[] =>
      [1_000, 10_000, 100_000].map((visitors) => ({
        visitors,
        usd: visitors / 1_000 + alarms,
        lines: { "API Gateway, requests": visitors / 1_000, "CloudWatch, alarms": alarms },
      }));
    const all = said({ bills: { value: bills(0) } }, { bills: { value: bills(0.5) } });
    expect(all).to.deep.equal({
      "Bill: +$0.5000 to +$0.5000 a month": [
        "| **1,000** | **$1.00** | **$1.50** | **+$0.5000** |",
        "| **10,000** | **$10.00** | **$10.50** | **+$0.5000** |",
        "| **100,000** | **$100.00** | **$100.50** | **+$0.5000** |",
        "| 1,000: `CloudWatch, alarms` | $0.00 | $0.5000 | +$0.5000 |",
        "| 10,000: `CloudWatch, alarms` | $0.00 | $0.5000 | +$0.5000 |",
        "| 100,000: `CloudWatch, alarms` | $0.00 | $0.5000 | +$0.5000 |",
      ],
    });
  });

  it("says why a bill of an older program is not known", () => {
    const problem = "The program declares no table named data-users.";
    expect(said({ bills: { problem } }, {})).to.deep.equal({
      "Bill: not compared": [`- Not known of the base: \`${problem}\``],
    });
  });

  it("says that a bill is not known because of a new name", () => {
    const problem = "The program declares no aws:dynamodb/table:Table named data-appointments.";
    expect(said({ bills: { problem } }, {})).to.deep.equal({
      "Bill: not compared": [
        `- Not known of the base: \`${problem}\` The last commit's tools look for it by the name it has there.`,
      ],
    });
  });

  it("lists the zips and the files that got another size, the most first", () => {
    const base = { functions: { book: 1_000, gone: 50 }, files: { "index.html": 900 } };
    const head = { functions: { book: 1_100 }, files: { "index.html": 800, "assets/book.js": 7 } };
    expect(said({ sizes: base }, { sizes: head })).to.deep.equal({
      "Sizes: zips +50 bytes, site −93 bytes compressed": [
        "| zip of `book` | 1,000 | 1,100 | +100 bytes |",
        "| zip of `gone` | 50 | none | −50 bytes |",
        "| `index.html` | 900 | 800 | −100 bytes |",
        "| `assets/book.js` | none | 7 | +7 bytes |",
      ],
    });
  });

  it("has one line for all that only a few bytes changed of", () => {
    const functions = (by: number) => ({
      book: 1_000 + by,
      cancel: 2_000 + by,
      big: 5_000 + 60 * by,
    });
    const [base, head] = [0, 1].map((by) => ({
      sizes: { functions: functions(by), files: { "index.html": 900 - by } },
    }));
    expect(said(base as object, head as object)).to.deep.equal({
      "Sizes: zips +62 bytes, site −1 bytes compressed": [
        "| zip of `big` | 5,000 | 5,060 | +60 bytes |",
        "| 2 zips, each by less than 50 bytes | | | +2 bytes |",
        "| 1 file, each by less than 50 bytes | | | −1 bytes |",
      ],
    });
  });

  it("counts the rules that are broken, and in how many places", () => {
    const found = ["a", "b"].flatMap((rule) =>
      ["one", "two"].map((resource): Found => ({ rule, resource, says: "It is so." })),
    );
    const titles = Object.keys(said({}, { findings: { value: found } }));
    expect(titles).to.deep.equal([
      "Policy: 2 rules newly broken, in 4 places, 0 newly excused, 0 gone",
    ]);
  });

  it("says what an alarm watches, and warns of one that goes", () => {
    const alarm = (name: string, threshold: number) =>
      declared(types.alarm, name, {
        metricName: "Errors",
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        period: 300,
        evaluationPeriods: 2,
      });
    const base = { resources: [alarm("errors", 5), alarm("old", 1)] };
    const head = { resources: [alarm("errors", 50), alarm("new", 2)] };
    // Two names of one alarm are more than a new name: their thresholds differ as well.
    expect(said(base, head)["Alarms: 3 change"]).to.deep.equal([
      "- `errors`: `threshold` `5` → `50`. It watches `Errors` > `50` in 2 of 2 periods of `300` s.",
      "- `new` is new: `Errors` > `2` in 2 of 2 periods of `300` s.",
      "- `old` is **deleted**. It watched `Errors` > `1` in 2 of 2 periods of `300` s.",
    ]);
    expect(warned(base, head)).to.include("**Alarm deleted**: `old`.");
  });

  it("shows settings without what is secret, and warns of those that reach every resource", () => {
    const [base, head] = [
      {
        "aws:region": "ca-central-1",
        "shopfront:dns": "external",
        "shopfront:key": { $secret: "1" },
      },
      { "aws:region": "eu-west-3", "shopfront:key": { $secret: "2" } },
    ] as unknown as Record<string, string>[];
    expect(said({ settings: base ?? {} }, { settings: head ?? {} })).to.deep.equal({
      "Settings: 3 change": [
        "- `aws:region`: `ca-central-1` → `eu-west-3`",
        "- `shopfront:dns`: `external` → not set",
        "- `shopfront:key`: a secret → a secret",
      ],
    });
    expect(warned({ settings: base ?? {} }, { settings: head ?? {} })).to.deep.equal([
      "**`aws:region` changes: every resource is made anew there, and its data stays behind.**",
    ]);
  });
});
