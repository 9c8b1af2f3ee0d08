import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { boundary } from "./policies/boundary";
import { deployPolicies, readPolicies } from "./policies/deploy-policies";
import { type Place, programPath } from "./policies/scopes";
import type { PolicyDocument } from "./policies/statement";
import {
  audience,
  checkEnvironments,
  checkRepository,
  issuer,
  longestSessionSeconds,
  trustPolicy,
} from "./policies/trust";

export interface WorkflowRolesArgs {
  /** The repository on GitHub: "owner/name". */
  readonly repository: string;
  /** Its environments whose jobs may deploy to this account. */
  readonly deployFrom: readonly string[];
  /** Its environments whose jobs may preview and look for drift. */
  readonly readFrom: readonly string[];
  readonly existingProviderArn?: string;
  readonly stateBucketArn: pulumi.Output<string>;
  readonly secretsKeyArn: pulumi.Output<string>;
}

/** Lengths as they will be, for the number of policies must be known before the ARNs are. */
const sample: Place = {
  id: "000000000000",
  boundaryArn: `arn:aws:iam::000000000000:policy${programPath}boundary`,
  stateBucketArn: `arn:aws:s3:::${"x".repeat(63)}`,
  secretsKeyArn: `arn:aws:kms:ap-southeast-1:000000000000:key/${"0".repeat(36)}`,
};

/** The roles that jobs of the repository take by GitHub's OIDC, without any key, and the bounds of what they make. */
export class WorkflowRoles extends pulumi.ComponentResource {
  readonly deployRoleArn: pulumi.Output<string>;
  readonly readRoleArn: pulumi.Output<string>;
  readonly boundaryArn: pulumi.Output<string>;

  constructor(name: string, args: WorkflowRolesArgs, options?: pulumi.ComponentResourceOptions) {
    super("shopfront:bootstrap:WorkflowRoles", name, {}, options);
    const { repository, deployFrom, readFrom } = args;
    checkRepository(repository);
    checkEnvironments("deployFrom", deployFrom);
    checkEnvironments("readFrom", readFrom);
    const id = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const bounds = this.boundary(name, id);
    const place = pulumi
      .all([id, bounds.arn, args.stateBucketArn, args.secretsKeyArn])
      .apply(([id, boundaryArn, stateBucketArn, secretsKeyArn]) => {
        return { id, boundaryArn, stateBucketArn, secretsKeyArn };
      });
    const provider = args.existingProviderArn ?? this.provider(name).arn;
    const trust = (environments: readonly string[]) =>
      pulumi.output(provider).apply((arn) => trustPolicy(arn, repository, environments));

    this.deployRoleArn = this.role(`${name}-deploy`, trust(deployFrom), place, deployPolicies);
    this.readRoleArn = this.role(`${name}-read`, trust(readFrom), place, readPolicies);
    this.boundaryArn = bounds.arn;
    const { deployRoleArn, readRoleArn, boundaryArn } = this;
    this.registerOutputs({ deployRoleArn, readRoleArn, boundaryArn });
  }

  private provider(name: string): aws.iam.OpenIdConnectProvider {
    return new aws.iam.OpenIdConnectProvider(
      `${name}-github`,
      { url: `https://${issuer}`, clientIdLists: [audience] },
      { parent: this },
    );
  }

  private boundary(name: string, id: pulumi.Output<string>): aws.iam.Policy {
    return new aws.iam.Policy(
      `${name}-boundary`,
      {
        // The program's roles take its path, and so `roleBoundary` says both.
        name: "boundary",
        path: programPath,
        description: "The most that a role of Shopfront's program can do.",
        policy: id.apply((id) => JSON.stringify(boundary({ id }))),
      },
      { parent: this },
    );
  }

  private role(
    name: string,
    assumeRolePolicy: pulumi.Output<string>,
    place: pulumi.Output<Place>,
    policiesOf: (place: Place) => readonly PolicyDocument[],
  ): pulumi.Output<string> {
    const role = new aws.iam.Role(
      name,
      { path: "/shopfront-trust/", assumeRolePolicy, maxSessionDuration: longestSessionSeconds },
      { parent: this },
    );
    policiesOf(sample).forEach((_, index) => {
      const policy = new aws.iam.Policy(
        `${name}-${index}`,
        {
          path: "/shopfront-trust/",
          policy: place.apply((place) => JSON.stringify(policiesOf(place)[index] ?? nothing)),
        },
        { parent: this },
      );
      new aws.iam.RolePolicyAttachment(
        `${name}-${index}`,
        { role: role.name, policyArn: policy.arn },
        { parent: this },
      );
    });
    return role.arn;
  }
}

/** Where the real ARNs are shorter than the sample's, the last policy may have nothing left to say. */
const nothing: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: ["iam:CreateAccessKey"], Resource: ["*"] }],
};
