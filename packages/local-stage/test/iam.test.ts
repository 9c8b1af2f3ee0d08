import { expect } from "chai";
import { decide, trustsLambda } from "../src/services/iam/iam";
import type { AccessContext, Statement } from "../src/services/iam/policy";

const orders = "arn:aws:dynamodb:ca-central-1:000000000000:table/orders";

function answer(
  statements: readonly Statement[],
  action: string,
  resource: string,
  context?: AccessContext,
): string {
  const decision = decide([{ Statement: statements }], { action, resource, context });
  return decision.allowed ? "allowed" : decision.because;
}

const allow = (Action: string | string[], Resource: string | string[], more = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string, more = {}): Statement => ({
  Effect: "Deny",
  Action,
  Resource,
  ...more,
});
const noAllow = "no identity-based policy allows the dynamodb:PutItem action";

describe("the role policies of the local stage", () => {
  const cases: [string, Statement[], string][] = [
    ["denies what no statement names", [], noAllow],
    ["allows the exact action on the exact table", [allow("dynamodb:PutItem", orders)], "allowed"],
    ["ignores the case of an action", [allow("DynamoDB:putitem", orders)], "allowed"],
    ["does not take one action for another", [allow("dynamodb:GetItem", orders)], noAllow],
    ["follows a wildcard in an action", [allow("dynamodb:Put*", orders)], "allowed"],
    ["does not let a dot stand for any character", [allow("dynamodb.PutItem", orders)], noAllow],
    [
      "follows a wildcard in a resource",
      [allow("dynamodb:PutItem", `${orders.slice(0, -2)}*`)],
      "allowed",
    ],
    ["follows one star for everything", [allow("*", "*")], "allowed"],
    ["does not take a table for another", [allow("dynamodb:PutItem", `${orders}2`)], noAllow],
    [
      "does not take an index for its table",
      [allow("dynamodb:PutItem", `${orders}/index/x`)],
      noAllow,
    ],
    [
      "is strict about the case of a resource",
      [allow("dynamodb:PutItem", orders.toUpperCase())],
      noAllow,
    ],
    [
      "keeps a wildcard within one part of an ARN",
      [allow("dynamodb:PutItem", "arn:aws:dynamodb:*:table/orders")],
      noAllow,
    ],
    [
      "lets an explicit deny win over any allow",
      [allow("*", "*"), deny("dynamodb:PutItem", orders)],
      "of an explicit deny in an identity-based policy",
    ],
    [
      "leaves a deny of something else alone",
      [allow("*", "*"), deny("dynamodb:DeleteItem", "*")],
      "allowed",
    ],
    [
      "follows NotAction",
      [{ Effect: "Allow", NotAction: "dynamodb:PutItem", Resource: "*" }],
      noAllow,
    ],
    [
      "follows NotResource",
      [{ Effect: "Allow", Action: "dynamodb:PutItem", NotResource: orders }],
      noAllow,
    ],
  ];
  for (const [title, statements, expected] of cases) {
    it(title, () => {
      expect(answer(statements, "dynamodb:PutItem", orders)).to.equal(expected);
    });
  }

  const conditions: [string, Record<string, Record<string, unknown>>, AccessContext, boolean][] = [
    [
      "StringEquals on the same value",
      { StringEquals: { "ses:FromAddress": "a@b" } },
      { "ses:FromAddress": "a@b" },
      true,
    ],
    [
      "StringEquals on another value",
      { StringEquals: { "ses:FromAddress": "a@b" } },
      { "ses:FromAddress": "c@b" },
      false,
    ],
    ["StringEquals on an absent key", { StringEquals: { "ses:FromAddress": "a@b" } }, {}, false],
    [
      "StringEqualsIfExists on an absent key",
      { StringEqualsIfExists: { "ses:FromAddress": "a@b" } },
      {},
      true,
    ],
    [
      "StringNotEquals on an absent key",
      { StringNotEquals: { "ses:FromAddress": "a@b" } },
      {},
      true,
    ],
    [
      "StringLike with a wildcard",
      { StringLike: { "SES:fromaddress": "*@b" } },
      { "ses:FromAddress": "a@b" },
      true,
    ],
    [
      "StringNotLike with a wildcard",
      { StringNotLike: { "ses:FromAddress": "*@b" } },
      { "ses:FromAddress": "a@b" },
      false,
    ],
    [
      "ArnLike on the caller",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x*" } },
      { "aws:PrincipalArn": "arn:aws:iam::0:role/xy" },
      true,
    ],
    [
      "Bool on TLS",
      { Bool: { "aws:SecureTransport": "false" } },
      { "aws:SecureTransport": "true" },
      false,
    ],
    [
      "ForAllValues with only own keys",
      { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a", "b"] } },
      { "dynamodb:LeadingKeys": ["b", "a"] },
      true,
    ],
    [
      "ForAllValues with a foreign key",
      { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a"] } },
      { "dynamodb:LeadingKeys": ["a", "z"] },
      false,
    ],
    [
      "ForAnyValue with none that fits",
      { "ForAnyValue:StringEquals": { "ses:Recipients": ["a"] } },
      { "ses:Recipients": [] },
      false,
    ],
    [
      "Null on a present key",
      { Null: { "ses:FromAddress": "true" } },
      { "ses:FromAddress": "a@b" },
      false,
    ],
    [
      "two keys of which one fails",
      { StringEquals: { "ses:FromAddress": "a@b", "aws:RequestedRegion": "x" } },
      { "ses:FromAddress": "a@b", "aws:RequestedRegion": "y" },
      false,
    ],
  ];
  for (const [title, Condition, context, expected] of conditions) {
    it(`${expected ? "allows" : "denies"} under ${title}`, () => {
      const given = answer([allow("s:Act", "*", { Condition })], "s:Act", "x", context);
      expect(given === "allowed").to.equal(expected);
    });
  }

  it("denies aloud under a condition operator that it does not know", () => {
    const Condition = { DateLessThan: { "aws:RequestedRegion": "2026-01-01" } };
    expect(answer([allow("s:Act", "*", { Condition })], "s:Act", "x")).to.include("DateLessThan");
  });

  it("denies aloud under a condition key that it does not know", () => {
    const Condition = { StringNotEquals: { "aws:SourceVpc": "vpc-1" } };
    expect(answer([allow("s:Act", "*", { Condition })], "s:Act", "x")).to.include("aws:SourceVpc");
  });

  it("takes a deny that it does not understand for one that applies", () => {
    const Condition = { StringEquals: { "aws:SourceVpc": "vpc-1" } };
    const statements = [allow("*", "*"), deny("s:Act", "*", { Condition })];
    expect(answer(statements, "s:Act", "x")).to.include("aws:SourceVpc");
  });

  it("denies aloud under a policy variable", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own syntax
    const statement = allow("s:Act", "arn:aws:s3:::home/${aws:username}");
    expect(answer([statement], "s:Act", "arn:aws:s3:::home/x")).to.include("aws:username");
  });

  it("knows a role that Lambda may take from one that it may not", () => {
    const trust = (Service: string | string[]) => ({
      Statement: [{ Effect: "Allow" as const, Action: "sts:AssumeRole", Principal: { Service } }],
    });
    expect(trustsLambda(trust("lambda.amazonaws.com"))).to.equal(true);
    expect(trustsLambda(trust(["x.amazonaws.com", "lambda.amazonaws.com"]))).to.equal(true);
    expect(trustsLambda(trust("apigateway.amazonaws.com"))).to.equal(false);
    expect(trustsLambda(undefined)).to.equal(false);
  });
});
