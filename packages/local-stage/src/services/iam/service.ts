import type { Log } from "../../log";
import type { Service } from "../../service";
import { globalArn, physicalName } from "../../values";
import { type Role, readRoles } from "./roles";

declare module "../../service" {
  interface Faces {
    readonly iam: Iam;
  }
}

/** Who may do what. */
export interface Iam {
  /** What every role may do, by ARN. */
  readonly roles: ReadonlyMap<string, Role>;
}

const roleName = {
  id: physicalName,
  outputs: {
    name: physicalName,
    arn: globalArn("iam", (declared) => `role/${physicalName(declared)}`),
  },
};
const policyArn = globalArn("iam", (declared) => `policy/${physicalName(declared)}`);

/** IAM: the gate asks the policies of a function's role at every call. */
export const iam: Service<"iam", Iam> = {
  name: "iam",
  types: [
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  ],
  values: {
    "aws:iam/role:Role": roleName,
    "aws:iam/rolePolicy:RolePolicy": {
      id: (declared) => `${declared.inputs.role}:${physicalName(declared)}`,
      outputs: { name: physicalName },
    },
    "aws:iam/policy:Policy": { id: policyArn, outputs: { name: physicalName, arn: policyArn } },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      id: ({ name, inputs }) => `${inputs.role}-${name}`,
      outputs: {},
    },
  },
  start({ graph, log }) {
    const roles = readRoles(graph);
    warnOfUnknownPolicies(roles.values(), log);
    return { face: { roles } };
  },
};

function warnOfUnknownPolicies(roles: Iterable<Role>, log: Log): void {
  for (const { name, trustsLambda, unknownPolicies } of roles) {
    if (!trustsLambda) continue;
    for (const arn of unknownPolicies) {
      log(`${name}: the text of ${arn} is not in the program, so it grants nothing here`);
    }
  }
}
