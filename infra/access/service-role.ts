import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument, type Statement } from "./iam";

export interface ServiceRoleArgs {
  /** Who takes the role: "backup.amazonaws.com". */
  readonly service: string;
  readonly grants: readonly Statement[];
  readonly description?: string;
  /** Where the parent has another policy of the usual name, `<name>-policy`. */
  readonly policyName?: string;
}

/**
 * A role that one AWS service takes to do exactly this; its ARN. By way of the policy, so that no
 * service is given a role that may do nothing yet: some refuse it, and some never try again.
 */
export function serviceRole(
  name: string,
  { service, grants, description, policyName = `${name}-policy` }: ServiceRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const role = new aws.iam.Role(
    `${name}-role`,
    { description, assumeRolePolicy: assumedBy(service) },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    policyName,
    { role: role.id, policy: policyDocument(grants) },
    { parent },
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
