import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { StateStore } from "./state-store";
import { WorkflowRoles } from "./workflow-roles";

const config = new pulumi.Config();

const state = new StateStore("state");
const roles = new WorkflowRoles("workflows", {
  repository: config.require("repository"),
  deployFrom: config.requireObject<string[]>("deployFrom"),
  readFrom: config.requireObject<string[]>("readFrom"),
  // An account has one provider for each issuer, which another project may have made.
  existingProviderArn: config.get("existingProviderArn"),
  stateBucketArn: state.bucketArn,
  secretsKeyArn: state.secretsKeyArn,
});

const { region } = aws.getRegionOutput();

/** What the environments of the repository get as variables, and `Pulumi.<stack>.yaml` as settings. */
export const PULUMI_BACKEND_URL = pulumi.interpolate`s3://${state.bucketName}`;
export const AWS_REGION = region;
export const deployRoleArn = roles.deployRoleArn;
export const readRoleArn = roles.readRoleArn;
export const secretsprovider = pulumi.interpolate`awskms://${state.secretsKeyAlias}?region=${region}`;
export const roleBoundary = roles.boundaryArn;
