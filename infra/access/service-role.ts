import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, assumedFor, policyDocument, type Statement } from "./iam";

export interface ServiceRoleArgs {
  /** Who assumes the role: "backup.amazonaws.com". */
  readonly service: string;
  readonly grants: readonly Statement[];
  /** For which of the service's resources; default all of this account's, where the service sees to that. */
  readonly condition?: Statement["Condition"];
  readonly description?: string;
  /** Default `<name>-policy`, which the parent may have given to another policy. */
  readonly policyName?: string;
}

/**
 * A role that one AWS service assumes, with exactly these grants; returns its ARN. The ARN waits for the
 * policy: some services refuse a role without permissions, and some never retry.
 */
export function serviceRole(
  name: string,
  { service, grants, condition, description, policyName = `${name}-policy` }: ServiceRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      description,
      assumeRolePolicy: condition ? assumedFor(service, condition) : assumedBy(service),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    policyName,
    { role: role.id, policy: policyDocument(grants) },
    { parent },
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
