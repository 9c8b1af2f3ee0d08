import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { roleBounds } from "../config";
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
  /** Leaves the role behind when the stack goes. Default: it goes too. */
  readonly outlivesStack?: boolean;
}

/**
 * A role that one AWS service assumes, with exactly these grants; returns its ARN. The ARN waits for the
 * policy: some services refuse a role without permissions, and some never retry.
 */
export function serviceRole(
  name: string,
  args: ServiceRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { service, grants, condition, description, policyName = `${name}-policy` } = args;
  const options = { parent, ...(args.outlivesStack && { retainOnDelete: true }) };
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      ...roleBounds(),
      description,
      assumeRolePolicy: condition ? assumedFor(service, condition) : assumedBy(service),
    },
    options,
  );
  const policy = new aws.iam.RolePolicy(
    policyName,
    { role: role.id, policy: policyDocument(grants) },
    options,
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
