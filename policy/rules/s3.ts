import { deniesPlainHttp, statementsOf } from "../documents";
import { list, type PlainResource, rule, type Stack } from "../rule";
import { types } from "../types";

const { bucket } = types;

/** What other accounts must never be let do: the actions that S3.6 names. */
const ownersAlone = [
  "s3:deletebucketpolicy",
  "s3:putbucketacl",
  "s3:putbucketpolicy",
  "s3:putencryptionconfiguration",
  "s3:putobjectacl",
];

export const s3Rules = [
  rule(
    "bucket-access-logs",
    ["AwsSolutions-S1", "CKV_AWS_18", "S3.9"],
    "A bucket has access logs: a BucketLogging for it, unless it stores such logs itself.",
    bucket,
    (resource, stack) =>
      stack.attached(types.bucketLogging, "bucket", resource).length > 0 ||
      stack.attached(types.bucketLogging, "targetBucket", resource).length > 0,
  ),
  rule(
    "bucket-blocks-public-access",
    [
      "AwsSolutions-S2",
      "CKV_AWS_53",
      "CKV_AWS_54",
      "CKV_AWS_55",
      "CKV_AWS_56",
      "CKV2_AWS_6",
      "S3.8",
    ],
    "A bucket has a BucketPublicAccessBlock with all four settings true.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketPublicAccessBlock, "bucket", resource)
        .some(
          ({ props }) =>
            props.blockPublicAcls === true &&
            props.blockPublicPolicy === true &&
            props.ignorePublicAcls === true &&
            props.restrictPublicBuckets === true,
        ),
  ),
  rule(
    "bucket-open-to-nobody",
    ["AwsSolutions-S5", "S3.2", "S3.3"],
    "Neither a bucket's policy nor its ACL allows public reads or writes; CloudFront signs its requests.",
    bucket,
    (resource, stack) =>
      !String(resource.props.acl).startsWith("public") &&
      !policyStatements(resource, stack).some(
        ({ effect, principals }) => effect === "Allow" && principals.includes("*"),
      ),
  ),
  rule(
    "bucket-refuses-plain-http",
    ["AwsSolutions-S10", "CKV_AWS_379", "S3.5"],
    "A bucket's policy denies everyone s3:* if aws:SecureTransport is false.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketPolicy, "bucket", resource)
        .some(({ props }) => deniesPlainHttp(props.policy, "s3:*", "*")),
  ),
  rule(
    "bucket-encrypted",
    ["S3.4"],
    "A bucket encrypts by default, with AES256 or aws:kms.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketEncryption, "bucket", resource)
        .some(({ props }) =>
          list(props.rules).some((each) =>
            ["AES256", "aws:kms", "aws:kms:dsse"].includes(
              each.applyServerSideEncryptionByDefault?.sseAlgorithm,
            ),
          ),
        ),
  ),
  rule(
    "bucket-keeps-its-settings",
    ["S3.6"],
    "A bucket's policy allows no other account to change its policy, ACLs or encryption.",
    bucket,
    (resource, stack) =>
      !policyStatements(resource, stack).some(
        ({ effect, principals, actions }) =>
          effect === "Allow" &&
          principals.some((principal) => principal === "*" || principal.startsWith("AWS:")) &&
          actions.some((action) => ownersAlone.some((forbidden) => covers(action, forbidden))),
      ),
  ),
  rule(
    "bucket-replicated",
    ["S3.7"],
    "A bucket is replicated to another region, or is a replica.",
    bucket,
    (resource, stack) =>
      stack.attached(types.bucketReplication, "bucket", resource).length > 0 ||
      stack
        .ofType(types.bucketReplication)
        .some(({ props }) =>
          list(props.rules).some((each) => each.destination?.bucket === resource.props.arn),
        ),
  ),
  rule(
    "bucket-lifecycle",
    ["CKV2_AWS_61", "S3.10", "S3.13"],
    "A bucket has a lifecycle configuration with an enabled rule, so that old versions expire.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketLifecycle, "bucket", resource)
        .some(({ props }) => list(props.rules).some((each) => each.status === "Enabled")),
  ),
  rule(
    "bucket-events",
    ["S3.11"],
    "A bucket sends notifications of new objects: a BucketNotification for it.",
    bucket,
    (resource, stack) => stack.attached(types.bucketNotification, "bucket", resource).length > 0,
  ),
  rule(
    "bucket-without-acls",
    ["CKV2_AWS_65", "S3.12"],
    "A bucket's ACLs are disabled: BucketOwnershipControls with BucketOwnerEnforced.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketOwnership, "bucket", resource)
        .some(({ props }) => props.rule?.objectOwnership === "BucketOwnerEnforced"),
  ),
  rule(
    "bucket-versioned",
    ["CKV_AWS_21", "S3.14"],
    "A bucket is versioned: BucketVersioning with status Enabled.",
    bucket,
    (resource, stack) =>
      stack
        .attached(types.bucketVersioning, "bucket", resource)
        .some(({ props }) => props.versioningConfiguration?.status === "Enabled"),
  ),
];

function policyStatements(resource: PlainResource, stack: Stack) {
  return stack
    .attached(types.bucketPolicy, "bucket", resource)
    .flatMap(({ props }) => statementsOf(props.policy));
}

function covers(pattern: string, action: string): boolean {
  const [start = "", ...rest] = pattern.toLowerCase().split("*");
  return rest.length === 0 ? start === action : action.startsWith(start);
}
