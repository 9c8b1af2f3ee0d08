import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, assumedBy, policyDocument, type Statement } from "../access/iam";
import { roleBounds } from "../config";

export interface FunctionRoleArgs {
  readonly description: string;
  readonly logGroupArn: pulumi.Output<string>;
  /** Everything that the function may do besides writing its own log. */
  readonly grants: readonly Statement[];
  readonly tracing?: boolean;
}

export interface FunctionRole {
  readonly role: aws.iam.Role;
  /** What the function must wait for: without the policy its first invocation would be denied. */
  readonly policy: aws.iam.RolePolicy;
}

/** The role of one function: its own log and exactly its grants. */
export function functionRole(
  name: string,
  { description, logGroupArn, grants, tracing }: FunctionRoleArgs,
  parent: pulumi.Resource,
): FunctionRole {
  const role = new aws.iam.Role(
    `${name}-role`,
    { ...roleBounds(), description, assumeRolePolicy: assumedBy("lambda.amazonaws.com") },
    { parent },
  );
  const statements = [writeLog(logGroupArn), ...grants, ...(tracing ? [writeTraces] : [])];
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    { role: role.id, policy: policyDocument(statements) },
    { parent },
  );
  return { role, policy };
}

/** X-Ray has no resource for a segment. */
const writeTraces = allow("xray", ["PutTelemetryRecords", "PutTraceSegments"], "*");

function writeLog(logGroupArn: pulumi.Output<string>): Statement {
  return allow("logs", ["CreateLogStream", "PutLogEvents"], pulumi.interpolate`${logGroupArn}:*`);
}
