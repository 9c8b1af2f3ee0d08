import { setTimeout } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { functionBaseName } from "../../build/bundles";
import * as schedules from "../../contract/functions/schedules";
import * as streams from "../../contract/functions/streams";
import * as topics from "../../contract/functions/topics";
import * as operations from "../../contract/operations";
import type { FunctionSpec } from "../../contract/operations/operation";
import { LambdaFunction } from "../../infra/functions/lambda";
import { program, statements } from "../support/pulumi";

const at = "ca-central-1:000000000000";
const bookings = `arn:aws:dynamodb:${at}:table/data-bookings`;
const analytics = `arn:aws:dynamodb:${at}:table/data-analytics`;
const feedback = `arn:aws:dynamodb:${at}:table/data-feedback`;
const products = `arn:aws:dynamodb:${at}:table/data-products`;
const business = `arn:aws:dynamodb:${at}:table/data-business`;
const slots = `arn:aws:dynamodb:${at}:table/data-slots`;
const users = `arn:aws:dynamodb:${at}:table/data-users`;
const visits = `arn:aws:dynamodb:${at}:table/data-visits`;
const lambda = (name: string) => `arn:aws:lambda:${at}:function:shopfront-prod-${name}`;

const allow = (Action: string[], Resource: string | string[]) => ({
  Effect: "Allow",
  Action,
  Resource,
});
const ownLog = (name: string) =>
  allow(
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    `arn:aws:logs:${at}:log-group:/aws/lambda/shopfront-prod-${name}:*`,
  );

const functions = [operations, streams, schedules, topics].flatMap((each) =>
  Object.values<FunctionSpec>(each).map(({ handler }) => functionBaseName(handler)),
);
/** Those and the glue, which no bad release of the others breaks. */
const withGlue = [
  ...functions,
  ...["roll-back", "invalidate-pages", "publish-pages", "report-usage", "prune-versions"],
];

const sending = [
  {
    ...allow(
      ["ses:SendRawEmail"],
      [`arn:aws:ses:${at}:identity/*`, `arn:aws:ses:${at}:configuration-set/shopfront-prod`],
    ),
    Condition: { StringEquals: { "ses:FromAddress": "hello@braidwithpetra.ca" } },
  },
];
/** For mail that visitors cause, too, which is counted for each address. */
const mailing = [
  ...sending,
  {
    ...allow(["dynamodb:UpdateItem"], analytics),
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "mails#*" } },
  },
];

/** Every function of the contract follows the business document, but for one. */
const following = allow(["dynamodb:GetItem"], business);
const followsNothing = "api-record-mail-result";

/** Every public write counts its caller. */
const counting = allow(["dynamodb:UpdateItem"], visits);

/** What each role may do, written down a second time on purpose. */
const expected: Record<string, unknown[]> = {
  "api-get-availability": [allow(["dynamodb:BatchGetItem"], slots)],
  "api-create-booking": [
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], bookings),
    allow(
      ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      slots,
    ),
    counting,
  ],
  "api-find-booking": [allow(["dynamodb:GetItem"], bookings), allow(["dynamodb:GetItem"], slots)],
  "api-send-booking-links": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
    counting,
  ],
  "api-get-own-availability": [
    allow(["dynamodb:GetItem"], bookings),
    allow(["dynamodb:BatchGetItem"], slots),
  ],
  "api-get-booking": [allow(["dynamodb:GetItem"], bookings)],
  "api-get-booking-calendar": [allow(["dynamodb:GetItem"], bookings)],
  "api-cancel-booking": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
    counting,
  ],
  "api-reschedule-booking": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
    counting,
  ],
  "api-get-business": [],
  "api-replace-business": [
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], business),
    allow(["dynamodb:Query"], `${bookings}/index/date-time-index`),
  ],
  "api-list-visits-outside": [allow(["dynamodb:Query"], `${bookings}/index/date-time-index`)],
  "api-list-business-versions": [allow(["dynamodb:BatchGetItem", "dynamodb:GetItem"], business)],
  "api-get-business-version": [],
  "api-create-picture-upload": [allow(["s3:PutObject"], "arn:aws:s3:::pictures-bucket/uploads/*")],
  "api-finish-picture-upload": [
    allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::pictures-bucket/uploads/*"),
    allow(["s3:PutObject"], "arn:aws:s3:::pictures-bucket/media/*"),
  ],
  "site-pages-publish-pages": [
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], business),
    allow(
      [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      `${business}/stream/2026-01-01T00:00:00.000`,
    ),
    allow(["s3:DeleteObject", "s3:PutObject"], "arn:aws:s3:::site-files-bucket/pages/*"),
    allow(["s3:ListBucket"], "arn:aws:s3:::site-files-bucket"),
    allow(["sqs:SendMessage"], `arn:aws:sqs:${at}:api-failures-queue`),
  ],
  "api-get-count": [allow(["dynamodb:BatchGetItem"], visits)],
  "api-count-visit": [
    allow(
      ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      visits,
    ),
  ],
  "api-list-bookings": [
    allow(["dynamodb:GetItem"], bookings),
    allow(["dynamodb:Query"], `${bookings}/index/date-time-index`),
    allow(["dynamodb:Query"], `${bookings}/index/email-date-index`),
    allow(["dynamodb:Query"], `${bookings}/index/owed-index`),
  ],
  "api-list-customers": [
    allow(["dynamodb:Query"], `${bookings}/index/date-time-index`),
    allow(["dynamodb:Query"], `${bookings}/index/email-date-index`),
  ],
  "api-confirm-booking": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings)],
  "api-complete-booking": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings)],
  "api-mark-no-show": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings)],
  "api-reject-booking": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-cancel-booking-as-admin": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-list-blocks": [allow(["dynamodb:BatchGetItem"], slots)],
  "api-create-block": [
    allow(["dynamodb:GetItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-continue-block": [
    allow(["dynamodb:GetItem"], bookings),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-remove-block": [
    allow(["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-remove-bookings": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:Query"], `${bookings}/index/date-time-index`),
    allow(["dynamodb:Query"], `${bookings}/index/email-date-index`),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
  ],
  "api-list-products": [allow(["dynamodb:Query"], `${products}/index/category-index`)],
  "api-list-all-products": [allow(["dynamodb:Query"], `${products}/index/category-index`)],
  "api-create-product": [allow(["dynamodb:GetItem", "dynamodb:PutItem"], products)],
  "api-get-product": [allow(["dynamodb:GetItem"], products)],
  "api-replace-product": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], products)],
  "api-delete-product": [allow(["dynamodb:DeleteItem"], products)],
  "api-create-feedback": [
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], feedback),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    counting,
  ],
  "api-list-feedback": [allow(["dynamodb:Query"], `${feedback}/index/recent-index`)],
  "api-list-all-feedback": [allow(["dynamodb:Query"], `${feedback}/index/recent-index`)],
  "api-show-feedback": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], feedback)],
  "api-hide-feedback": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], feedback)],
  "api-answer-feedback": [allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], feedback)],
  "api-remove-feedback": [
    allow(["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:UpdateItem"], feedback),
  ],
  "api-erase-feedback": [
    allow(["dynamodb:DeleteItem"], feedback),
    allow(["dynamodb:Query"], `${feedback}/index/email-index`),
  ],
  "api-get-analytics": [allow(["dynamodb:GetItem"], analytics)],
  "api-aggregate-feedback": [
    allow(["dynamodb:PutItem", "dynamodb:UpdateItem"], analytics),
    allow(
      [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      `${feedback}/stream/2026-01-01T00:00:00.000`,
    ),
    allow(["sqs:SendMessage"], `arn:aws:sqs:${at}:api-failures-queue`),
  ],
  "api-get-health": [
    allow(["dynamodb:GetItem"], bookings),
    allow(["dynamodb:GetItem"], products),
    allow(["dynamodb:GetItem"], feedback),
  ],
  "api-create-user": [allow(["dynamodb:GetItem", "dynamodb:PutItem"], users)],
  "api-list-users": [allow(["dynamodb:Query"], `${users}/index/created-index`)],
  "api-get-user": [allow(["dynamodb:GetItem"], users)],
  "api-replace-user": [
    allow(
      ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      users,
    ),
  ],
  "api-delete-user": [allow(["dynamodb:DeleteItem", "dynamodb:GetItem"], users)],
  "api-notify-customer": [
    allow(["dynamodb:UpdateItem"], bookings),
    allow(
      [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      `${bookings}/stream/2026-01-01T00:00:00.000`,
    ),
    allow(["sqs:SendMessage"], `arn:aws:sqs:${at}:api-failures-queue`),
    ...mailing,
  ],
  "api-send-reminders": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:Query"], `${bookings}/index/date-time-index`),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], slots),
    ...sending,
  ],
  "api-send-owed": [
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], bookings),
    allow(["dynamodb:Query"], `${bookings}/index/owed-index`),
    ...mailing,
    allow(["sqs:SendMessage"], `arn:aws:sqs:${at}:api-failures-queue`),
  ],
  "api-record-mail-result": [
    allow(["dynamodb:UpdateItem"], bookings),
    allow(["sqs:SendMessage"], `arn:aws:sqs:${at}:api-failures-queue`),
  ],
  "pages-invalidate-pages": [
    allow(
      ["cloudfront:CreateInvalidation"],
      "arn:aws:cloudfront::000000000000:distribution/X9YC956LOC",
    ),
  ],
  "usage-report-usage": [
    allow(
      ["apigateway:GET"],
      ["x1vn9uowlo", "x1o6kutulo"].map(
        (plan) => `arn:aws:apigateway:ca-central-1::/usageplans/${plan}/usage`,
      ),
    ),
    allow(["sns:Publish"], `arn:aws:sns:${at}:alerts-warning-topic`),
    {
      ...allow(["dynamodb:GetItem", "dynamodb:PutItem"], analytics),
      Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "usage#*" } },
    },
  ],
  "versions-prune-versions": [
    allow(["lambda:ListAliases", "lambda:ListVersionsByFunction"], lambda("*")),
    allow(
      ["lambda:DeleteFunction"],
      withGlue.map((name) => `${lambda(name)}:*`),
    ),
  ],
  "alerts-rollback-roll-back": [
    allow(["cloudwatch:GetMetricData"], "*"),
    allow(
      [
        "lambda:CreateAlias",
        "lambda:GetAlias",
        "lambda:ListVersionsByFunction",
        "lambda:UpdateAlias",
      ],
      functions.map(lambda),
    ),
    allow(
      ["lambda:InvokeFunction"],
      functions.map((name) => `${lambda(name)}:*`),
    ),
    allow(["sns:Publish"], `arn:aws:sns:${at}:alerts-critical-topic`),
  ],
};

/** Those grants with what following takes, after a function's own tables. */
function withFollowing(name: string, grants: readonly unknown[]): readonly unknown[] {
  const isOwn = (grant: unknown) => {
    const { Action, Resource, Condition } = grant as Record<string, string[] | undefined>;
    return !Condition && Action?.every((one) => /^dynamodb:.*(Item|Query)$/.test(one)) && Resource;
  };
  const knows = grants.some((grant) => (grant as { Resource?: unknown }).Resource === business);
  if (!name.startsWith("api-") || name === followsNothing || knows) return grants;
  const at = grants.findIndex((grant) => !isOwn(grant));
  const own = at < 0 ? grants.length : at;
  return [...grants.slice(0, own), following, ...grants.slice(own)];
}

const ofServices = [
  "api-gateway-logging-policy",
  "backups-policy",
  "edge-keys-policy",
  "site-pages-invalidation",
];

/** With resources by name: modules' exports come in another order under another loader. */
const inOrder = (grants: readonly unknown[]) =>
  grants.map((grant) => {
    const { Resource } = grant as { Resource?: unknown };
    return Array.isArray(Resource)
      ? { ...(grant as object), Resource: Resource.toSorted() }
      : grant;
  });

describe("the roles", () => {
  it("let every function do exactly what it needs", async () => {
    const graph = await program("prod");
    const policies = graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      // Those that belong to a service and to no function have tests of their own.
      .filter(({ name }) => !ofServices.includes(name));
    const found = Object.fromEntries(
      policies.map((policy) => [policy.name.replace(/-policy$/, ""), inOrder(statements(policy))]),
    );
    const wanted = Object.fromEntries(
      Object.entries(expected).map(([name, grants]) => [
        name,
        inOrder([
          ownLog(name.replace(/^(api|site-pages|pages|usage|versions|alerts-rollback)-/, "")),
          ...withFollowing(name, grants),
        ]),
      ]),
    );
    expect(found).to.deep.equal(wanted);
  });

  it("let nobody scan a table", async () => {
    const graph = await program("prod");
    const actions = graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .flatMap((policy) => statements(policy).flatMap(({ Action }) => Action as string[]));
    expect(actions).to.include("dynamodb:Query");
    expect(actions).not.to.include("dynamodb:Scan");
    for (const action of actions) expect(action).to.match(/^[a-z\d-]+:[A-Z]\w+$/);
  });

  it("belong to one function each and to nobody else", async () => {
    const graph = await program("prod");
    for (const lambdaFunction of graph.ofType("aws:lambda/function:Function")) {
      const role = graph.where("aws:iam/role:Role", "arn", lambdaFunction.inputs.role);
      expect(role?.name).to.equal(lambdaFunction.name.replace(/-function$/, "-role"));
      expect(JSON.parse(role?.inputs.assumeRolePolicy).Statement).to.deep.equal([
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
        },
      ]);
    }
  });

  it("have no managed policy and no policy besides the one", async () => {
    const graph = await program("prod");
    const types = graph.resources.map((resource) => resource.type);
    expect(types.filter((type) => /policyAttachment|rolePoliciesExclusive/i.test(type))).to.be
      .empty;
    for (const role of graph.ofType("aws:iam/role:Role")) {
      expect(role.inputs).not.to.have.any.keys("managedPolicyArns", "inlinePolicies");
      const policies = graph
        .ofType("aws:iam/rolePolicy:RolePolicy")
        .filter((policy) => policy.inputs.role === role.id);
      // The distribution needs the pages, and this grant the distribution.
      const publishes = role.name === "site-pages-publish-pages-role";
      expect(policies, role.name).to.have.lengthOf(publishes ? 2 : 1);
    }
  });

  it("name no whole service, and `*` only where AWS has nothing smaller", async () => {
    const graph = await program("prod");
    // API Gateway takes no role for its logs with less; a metric has no ARN, nor has asking for tags.
    const everywhere = [
      "api-gateway-logging-policy logs:",
      "alerts-rollback-roll-back-policy cloudwatch:",
      "backups-policy tag:",
    ];
    for (const policy of graph.ofType("aws:iam/rolePolicy:RolePolicy")) {
      for (const { Action, Resource } of statements(policy)) {
        expect((Action as string[]).join(" "), policy.name).not.to.include("*");
        const [service] = (Action as string[])[0]?.match(/^\w+:/) ?? [];
        if (!everywhere.includes(`${policy.name} ${service}`)) {
          expect([Resource].flat(), policy.name).not.to.include("*");
        }
      }
    }
  });

  it("have their policy before their function exists, however slow IAM is", async () => {
    const made: string[] = [];
    await pulumi.runtime.setMocks({
      async newResource({ type, name, inputs }) {
        if (type === "aws:iam/rolePolicy:RolePolicy") await setTimeout(50);
        made.push(type);
        return { id: name, state: inputs };
      },
      call: () => ({}),
    });
    const args = { shortName: "slow", description: "x", grants: [], logRetentionDays: 1 };
    LambdaFunction.bundled("slow", Promise.resolve("slow.zip"), args, {});
    await pulumi.runtime.disconnect();
    expect(made.indexOf("aws:lambda/function:Function")).to.be.above(
      made.indexOf("aws:iam/rolePolicy:RolePolicy"),
    );
  });
});
