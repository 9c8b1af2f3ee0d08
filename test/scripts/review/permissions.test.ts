import { expect } from "chai";
import { declared, said, types, warned } from "./snapshots";

const policy = (...Statement: object[]) =>
  declared(types.policy, "book-policy", {
    role: "book-role",
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
const bookings = "arn:aws:dynamodb:ca-central-1:0:table/data-bookings";
const allow = (Action: string | string[], Resource: string = bookings, more = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

function words(before: ReturnType<typeof policy>, after: ReturnType<typeof policy>): string[] {
  const all = said({ resources: [before] }, { resources: [after] });
  return Object.entries(all).flatMap(([title, lines]) =>
    title.startsWith("Permissions") ? [title, ...lines] : [],
  );
}

describe("the review of permissions", () => {
  it("says in words what a role may do now and no longer", () => {
    const before = policy(allow(["dynamodb:GetItem", "dynamodb:Query"]));
    const after = policy(allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]));
    expect(words(before, after)).to.deep.equal([
      "Permissions: 1 gained, 1 lost",
      `- \`book-role\` may now \`dynamodb:PutItem\`, \`dynamodb:UpdateItem\` on \`${bookings}\`.`,
      `- \`book-role\` may no longer \`dynamodb:Query\` on \`${bookings}\`.`,
    ]);
  });

  it("takes statements that are cut otherwise for the same", () => {
    const before = policy(allow(["dynamodb:GetItem", "dynamodb:Query"]));
    const after = policy(allow("dynamodb:Query"), allow("dynamodb:GetItem"));
    expect(words(before, after)).to.deep.equal([]);
  });

  it("says above the folds on how many targets a permission comes one by one", () => {
    const arn = (name: string, rest = "") =>
      `arn:aws:lambda:ca-central-1:0:function:${name}${rest}`;
    const names = ["a", "b", "c", "d", "e"];
    const after = policy(
      ...names.map((name) => allow("lambda:DeleteFunction", arn(name))),
      ...names.slice(1).map((name) => allow("lambda:DeleteFunction", arn(name, ":*"))),
    );
    expect(warned({ resources: [policy()] }, { resources: [after] })).to.deep.equal([
      `**Permission gained on many**: \`book-role\` may now \`lambda:DeleteFunction\` on 5 functions, such as \`${arn("a")}\`.`,
    ]);
    expect(words(policy(), after)[0]).to.equal("Permissions: 9 gained, 0 lost");
  });

  it("lists no loss of what a wider statement still gives", () => {
    const book = "arn:aws:lambda:ca-central-1:0:function:book";
    const kept = allow("s3:GetObject", "arn:aws:s3:::site/*");
    const [list, invoke, read] = [
      allow("lambda:ListAliases", book),
      allow("Lambda:Invoke?", book),
      allow("s3:GetObject", "arn:aws:s3:::site/a"),
    ];
    const wider = [kept, allow("lambda:*", "*")];
    expect(words(policy(list, invoke, read, kept), policy(...wider))).to.deep.equal([
      "Permissions: 1 gained, 0 lost",
      "- `book-role` may now `lambda:*` on `*`.",
    ]);
    // Neither another service, nor another target, nor a pattern that is wider than the new one.
    const before = policy(
      allow("sqs:SendMessage", "q"),
      allow("s3:Get*", "a"),
      allow("s3:Put", "b"),
    );
    const after = policy(allow("s3:Get?", "a"), allow("s3:*", "a.*"), allow("sqs*", "other"));
    expect(words(before, after)[0]).to.equal("Permissions: 3 gained, 3 lost");
  });

  it("sees a condition that is gone, and a denial", () => {
    const onlyTls = { Condition: { Bool: { "aws:SecureTransport": "true" } } };
    const before = policy(allow("dynamodb:GetItem", bookings, onlyTls));
    const after = policy(allow("dynamodb:GetItem"), { ...allow("s3:PutObject"), Effect: "Deny" });
    expect(words(before, after)).to.deep.equal([
      "Permissions: 1 gained, 2 lost",
      `- \`book-role\` may now \`dynamodb:GetItem\` on \`${bookings}\`.`,
      `- \`book-role\` must not \`s3:PutObject\` on \`${bookings}\`.`,
      `- \`book-role\` may no longer \`dynamodb:GetItem\` on \`${bookings}\`, if \`{"Bool":{"aws:SecureTransport":"true"}}\`.`,
    ]);
  });

  it("warns of everybody, of any action and of everything", () => {
    const wide = [
      allow("dynamodb:*"),
      allow("dynamodb:GetItem", "*"),
      { Effect: "Allow", NotAction: "iam:*", Resource: bookings },
    ];
    for (const statement of wide) {
      const warnings = warned({ resources: [policy()] }, { resources: [policy(statement)] });
      expect(warnings, JSON.stringify(statement)).to.have.lengthOf(1);
      expect(warnings[0]).to.include("Wide permission gained");
    }
    const bucket = (Principal: unknown) =>
      declared("aws:s3/bucketPolicy:BucketPolicy", "site", {
        bucket: "site",
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal, Action: "s3:GetObject", Resource: "arn:site/*" },
          ],
        }),
      });
    expect(warned({ resources: [] }, { resources: [bucket("*")] })).to.deep.equal([
      "**Wide permission gained**: **everybody** may now `s3:GetObject` on `arn:site/*`.",
    ]);
  });

  it("reads trust, Lambda's permissions and attached policies", () => {
    const trust = declared(types.role, "book-role", {
      assumeRolePolicy: JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "lambda.amazonaws.com" },
          },
        ],
      }),
    });
    const invoke = declared("aws:lambda/permission:Permission", "caller", {
      action: "lambda:InvokeFunction",
      function: "shop-book",
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:api",
    });
    const attached = declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "all", {
      role: "book-role",
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    });
    const all = said({}, { resources: [trust, invoke, attached] });
    expect(all["Permissions: 3 gained, 0 lost"]).to.deep.equal([
      "- `book-role` may now `*` on `everything in arn:aws:iam::aws:policy/AdministratorAccess`.",
      "- `lambda.amazonaws.com` may now `sts:AssumeRole` on `book-role`.",
      '- `apigateway.amazonaws.com` may now `lambda:InvokeFunction` on `shop-book`, if `{"from":"arn:api"}`.',
    ]);
  });
});
