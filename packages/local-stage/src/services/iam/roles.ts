import type { Graph, Resource } from "../../graph";
import { trustsLambda } from "./iam";
import { managedPolicy } from "./managed-policies";
import type { PolicyDocument } from "./policy";

/** A role of the program with everything it is allowed to do. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trustsLambda: boolean;
  /** Asked at every call, so what is put here holds from the next one on. */
  policies: readonly PolicyDocument[];
  /** ARNs of attached policies whose text the program does not contain: they grant nothing here. */
  readonly unknownPolicies: readonly string[];
}

/** Every role that the program declares, by ARN. */
export function readRoles(graph: Graph): ReadonlyMap<string, Role> {
  return new Map(
    graph.ofType("aws:iam/role:Role").map((resource) => {
      const role = readRole(graph, resource);
      return [role.arn, role] as const;
    }),
  );
}

function readRole(graph: Graph, resource: Resource): Role {
  const { arn, name } = resource.outputs as { arn: string; name: string };
  const mine = (other: Resource) => [name, arn, resource.id].includes(other.inputs.role);
  const inline = [
    ...graph.ofType("aws:iam/rolePolicy:RolePolicy").filter(mine),
    ...((resource.inputs.inlinePolicies ?? []) as { policy?: unknown }[]).map((policy) => ({
      inputs: policy,
    })),
  ].map(({ inputs }) => parsePolicy(inputs.policy));
  const attached = [
    ...((resource.inputs.managedPolicyArns ?? []) as string[]),
    ...graph
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(mine)
      .map((attachment) => attachment.inputs.policyArn as string),
  ];
  const found = attached.map((policyArn) => {
    const declared = graph.where("aws:iam/policy:Policy", "arn", policyArn);
    return declared ? parsePolicy(declared.inputs.policy) : managedPolicy(policyArn);
  });
  return {
    name,
    arn,
    trustsLambda: trustsLambda(parsePolicy(resource.inputs.assumeRolePolicy)),
    policies: [...inline, ...found.flatMap((policy) => policy ?? [])],
    unknownPolicies: attached.filter((_, index) => !found[index]),
  };
}

/** Pulumi takes a policy as JSON text or as an object. */
function parsePolicy(policy: unknown): PolicyDocument {
  if (typeof policy === "string") return JSON.parse(policy) as PolicyDocument;
  return (policy ?? { Statement: [] }) as PolicyDocument;
}
