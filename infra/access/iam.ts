import * as pulumi from "@pulumi/pulumi";

/** One statement of a role's policy. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
}

/** Allows actions of one service on some resources: `allow("dynamodb", ["GetItem"], arn)`. */
export function allow(
  service: string,
  actions: readonly string[],
  resource: Statement["Resource"],
  condition?: Statement["Condition"],
): Statement {
  return {
    Effect: "Allow",
    Action: actions.map((action) => `${service}:${action}`),
    Resource: resource,
    ...(condition && { Condition: condition }),
  };
}

/** The same as a denial, which no other statement of the role can lift. */
export function deny(...terms: Parameters<typeof allow>): Statement {
  return { ...allow(...terms), Effect: "Deny" };
}

/** A policy document in JSON. */
export function policyDocument(statements: readonly unknown[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** The trust policy that lets one AWS service assume a role. */
export function assumedBy(service: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [assume(service)] });
}

/** The same, where the service may do so for some of its resources only: a stranger's must not use the role. */
export function assumedFor(
  service: string,
  condition: NonNullable<Statement["Condition"]>,
): pulumi.Output<string> {
  return policyDocument([{ ...assume(service), Condition: condition }]);
}

function assume(service: string) {
  return { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
}

/** Denies access over plain HTTP; part of a resource's own policy. */
export function tlsOnly(action: string, resources: readonly pulumi.Input<string>[]) {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
