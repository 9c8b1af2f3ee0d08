import { expect } from "chai";
import {
  audience,
  checkEnvironments,
  checkRepository,
  issuer,
  trustPolicy,
} from "../../bootstrap/policies/trust";

const provider = `arn:aws:iam::000000000000:oidc-provider/${issuer}`;
const [statement, ...others] = JSON.parse(
  trustPolicy(provider, "owner/shop", ["dev", "sweep"]),
).Statement;

/** Whether a token opens the role: exactly equal to one of the values, as StringEquals means it. */
function opens(claims: { sub: string; aud?: string }): boolean {
  const equals: Record<string, string | string[]> = statement.Condition.StringEquals;
  const of = (claim: string) => [equals[`${issuer}:${claim}`] ?? []].flat();
  return of("sub").includes(claims.sub) && of("aud").includes(claims.aud ?? audience);
}

describe("who may take the roles of the workflows", () => {
  it("are jobs in the environments of the repository", () => {
    expect(others).to.deep.equal([]);
    expect(statement.Principal).to.deep.equal({ Federated: provider });
    expect(statement.Action).to.equal("sts:AssumeRoleWithWebIdentity");
    expect(Object.keys(statement.Condition)).to.deep.equal(["StringEquals"]);
    expect(opens({ sub: "repo:owner/shop:environment:dev" })).to.equal(true);
    expect(opens({ sub: "repo:owner/shop:environment:sweep" })).to.equal(true);
  });

  for (const [title, claims] of Object.entries({
    "another repository": { sub: "repo:owner/other:environment:dev" },
    "another owner's copy": { sub: "repo:stranger/shop:environment:dev" },
    "a longer name": { sub: "repo:owner/shop-copy:environment:dev" },
    "another environment": { sub: "repo:owner/shop:environment:prod" },
    "an environment whose name begins alike": { sub: "repo:owner/shop:environment:dev2" },
    "a branch": { sub: "repo:owner/shop:ref:refs/heads/main" },
    "a branch that is named like an environment": {
      sub: "repo:owner/shop:ref:refs/heads/environment:dev",
    },
    "a pull request": { sub: "repo:owner/shop:pull_request" },
    "a token for somebody else": { sub: "repo:owner/shop:environment:dev", aud: "vault" },
  })) {
    it(`is never ${title}`, () => expect(opens(claims)).to.equal(false));
  }

  it("is never a pattern", () => {
    for (const wrong of ["owner", "owner/*", "*/shop", "owner/shop:environment:dev", ""]) {
      expect(() => checkRepository(wrong), wrong).to.throw('must be like "owner/name".');
    }
    for (const wrong of [[], ["*"], ["dev*"], [""], ["dev:ref"]]) {
      expect(() => checkEnvironments("deployFrom", wrong)).to.throw("deployFrom must be a list");
    }
    checkRepository("owner/shop");
    checkEnvironments("deployFrom", ["dev", "pull-request"]);
  });
});
