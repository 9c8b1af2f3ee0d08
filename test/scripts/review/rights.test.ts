import { expect } from "chai";
import type { Declared } from "../../../scripts/review/snapshot";
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

const block = (inputs: Declared["inputs"]) =>
  declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "site-block", inputs);

describe("the review of rights that are given in other ways", () => {
  const boundary = "arn:aws:iam::000000000000:policy/boundary";
  const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
  const role = (inputs: Declared["inputs"]) => declared(types.role, "book-role", inputs);
  const wide = JSON.stringify({ Statement: [allow("*", "*")] });
  const rights: [what: string, before: Declared[], after: Declared[], says: string][] = [
    [
      "a managed policy of a role",
      [role({})],
      [role({ managedPolicyArns: [admin] })],
      `**Wide permission gained**: \`book-role\` may now \`*\` on \`everything in ${admin}\`.`,
    ],
    [
      "a policy inside a role",
      [role({})],
      [role({ inlinePolicies: [{ name: "all", policy: wide }] })],
      "**Wide permission gained**: `book-role` may now `*` on `*`.",
    ],
    [
      "a policy of its own",
      [],
      [declared("aws:iam/policy:Policy", "all", { policy: wide })],
      "**Wide permission gained**: `holders of all` may now `*` on `*`.",
    ],
    [
      "a policy that is attached to several",
      [],
      [
        declared("aws:iam/policyAttachment:PolicyAttachment", "all", {
          policyArn: admin,
          users: ["somebody"],
        }),
      ],
      `**Wide permission gained**: \`somebody\` may now \`*\` on \`everything in ${admin}\`.`,
    ],
    [
      "a policy of a user",
      [],
      [declared("aws:iam/userPolicy:UserPolicy", "all", { user: "somebody", policy: wide })],
      "**Wide permission gained**: `somebody` may now `*` on `*`.",
    ],
    [
      "a URL of a function that asks for nothing",
      [],
      [
        declared("aws:lambda/functionUrl:FunctionUrl", "url", {
          functionName: "shop-book",
          authorizationType: "NONE",
        }),
      ],
      "**Wide permission gained**: **everybody** may now `lambda:InvokeFunctionUrl` on `shop-book`.",
    ],
    [
      "a permission for a URL that asks for nothing",
      [],
      [
        declared("aws:lambda/permission:Permission", "url", {
          action: "lambda:InvokeFunctionUrl",
          function: "shop-book",
          principal: "*",
          functionUrlAuthType: "NONE",
        }),
      ],
      "**Wide permission gained**: **everybody** may now `lambda:InvokeFunctionUrl` on `shop-book`.",
    ],
    [
      "a boundary that goes",
      [role({ permissionsBoundary: boundary })],
      [role({})],
      `**Limit gone**: \`book-role\` is no longer limited by \`${boundary}\`.`,
    ],
    [
      "a denial that goes",
      [policy({ ...allow("s3:PutObject"), Effect: "Deny" })],
      [policy()],
      `**Limit gone**: \`book-role\` is no longer forbidden to \`s3:PutObject\` on \`${bookings}\`.`,
    ],
    [
      "a bucket that may be public",
      [block({ bucket: "site", blockPublicPolicy: true })],
      [block({ bucket: "site", blockPublicPolicy: false })],
      "**Limit gone**: **everybody** is no longer forbidden to `what blockPublicPolicy blocks` on `site`.",
    ],
    [
      "a policy in a topic itself",
      [declared(types.topic, "news")],
      [
        declared(types.topic, "news", {
          policy: JSON.stringify({
            Statement: [{ ...allow("sns:Publish", "news"), Principal: "*" }],
          }),
        }),
      ],
      "**Wide permission gained**: **everybody** may now `sns:Publish` on `news`.",
    ],
    [
      "another account",
      [],
      [
        declared("aws:dynamodb/resourcePolicy:ResourcePolicy", "share", {
          resourceArn: bookings,
          policy: JSON.stringify({
            Statement: [{ ...allow("dynamodb:GetItem"), Principal: { AWS: "111122223333" } }],
          }),
        }),
      ],
      `**Wide permission gained**: \`111122223333\` may now \`dynamodb:GetItem\` on \`${bookings}\`.`,
    ],
    [
      "what changes permissions",
      [policy()],
      [policy(allow("iam:PutRolePolicy", "arn:aws:iam::000000000000:role/book-role"))],
      "**Wide permission gained**: `book-role` may now `iam:PutRolePolicy` on `arn:aws:iam::000000000000:role/book-role`.",
    ],
    [
      "every action of a service with a hyphen in its name",
      [policy()],
      [policy(allow("cognito-idp:*"))],
      `**Wide permission gained**: \`book-role\` may now \`cognito-idp:*\` on \`${bookings}\`.`,
    ],
    [
      "every table",
      [policy()],
      [policy(allow("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*"))],
      "**Wide permission gained**: `book-role` may now `dynamodb:GetItem` on `arn:aws:dynamodb:*:*:table/*`.",
    ],
    ...[
      "aws:iam/accessKey:AccessKey",
      "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      "aws:kms/grant:Grant",
      "aws:s3/bucketAcl:BucketAcl",
      "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
    ].map((type): [string, Declared[], Declared[], string] => [
      `what is not read: ${type}`,
      [],
      [declared(type, "other")],
      `**Read this by hand**: \`other\` (\`${type}\`) is created, and this review can't tell what it permits.`,
    ]),
  ];
  for (const [what, before, after, says] of rights) {
    it(`warns of ${what}`, () => {
      const warnings = warned({ resources: before }, { resources: after });
      expect(warnings.filter((one) => /permission|Limit|by hand/.test(one))).to.deep.equal([says]);
      expect(warned({ resources: after }, { resources: after })).to.deep.equal([]);
    });
  }

  it("says that something acts as another role, and takes policies of caches for none", () => {
    const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
    const book = (name: string) =>
      declared(types.function, "book", { role: arn(name), handler: "index.handler" });
    const cache = declared("aws:cloudfront/cachePolicy:CachePolicy", "cache");
    const all = said({ resources: [book("one")] }, { resources: [book("two"), cache] });
    expect(all["Permissions: 1 gained, 1 lost"]).to.deep.equal([
      `- \`book\` now acts as \`${arn("two")}\`.`,
      `- \`book\` no longer acts as \`${arn("one")}\`.`,
    ]);
  });

  it("does not repeat for what is new that it acts as a role of its own", () => {
    const arn = "arn:aws:iam::000000000000:role/book-role";
    const book = declared(types.function, "book", { role: arn });
    const titles = Object.keys(said({}, { resources: [role({}), book] }));
    expect(titles.filter((title) => title.startsWith("Permissions"))).to.deep.equal([]);
    const known = said({ resources: [role({})] }, { resources: [role({}), book] });
    expect(known["Permissions: 1 gained, 0 lost"]).to.deep.equal([
      `- \`book\` now acts as \`${arn}\`.`,
    ]);
  });

  it("takes everything in one bucket or one API for no more than that", () => {
    for (const target of ["arn:aws:s3:::site/*", "arn:aws:execute-api:ca-central-1:0:abc/*"]) {
      const after = [policy(allow("s3:GetObject", target))];
      expect(warned({ resources: [policy()] }, { resources: after })).to.deep.equal([]);
    }
  });

  it("sees nothing where a policy only moves into its role", () => {
    const text = JSON.stringify({ Statement: [allow("dynamodb:GetItem")] });
    const before = [role({}), declared(types.policy, "p", { role: "book-role", policy: text })];
    const after = [role({ inlinePolicies: [{ name: "p", policy: text }] })];
    const titles = Object.keys(said({ resources: before }, { resources: after }));
    expect(titles.filter((title) => title.startsWith("Permissions"))).to.deep.equal([]);
  });
});
