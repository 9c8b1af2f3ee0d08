import type { Place } from "./scopes";
import { allow, type Statement } from "./statement";

/** To deploy writes the state, which takes its key. */
export function stateStatements({ stateBucketArn, secretsKeyArn }: Place): Statement[] {
  return [
    allow(["s3:GetBucketLocation", "s3:ListBucket"], [stateBucketArn]),
    allow(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [`${stateBucketArn}/*`]),
    allow(
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      [secretsKeyArn],
    ),
  ];
}

/** To read the state takes its key; a preview keeps its plan, and a refresh a lock. */
export function lockStatements({ stateBucketArn, secretsKeyArn }: Place): Statement[] {
  const own = [".pulumi/locks/*", "plans/*"].map((path) => `${stateBucketArn}/${path}`);
  return [
    allow(["s3:GetBucketLocation", "s3:ListBucket"], [stateBucketArn]),
    allow(["s3:GetObject"], [`${stateBucketArn}/*`]),
    allow(["s3:DeleteObject", "s3:PutObject"], own),
    allow(
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      [secretsKeyArn],
    ),
  ];
}
