import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What tells one table from another: keys, indexes, stream and expiry. */
export type TableShape = Pick<
  aws.dynamodb.TableArgs,
  "hashKey" | "attributes" | "globalSecondaryIndexes" | "streamEnabled" | "streamViewType" | "ttl"
>;

/**
 * Every table is encrypted, by default with a key that AWS owns. `serverSideEncryption` would use the
 * account's aws/dynamodb, whose requests are billed: more than the tables themselves at this traffic, for
 * a key policy that nobody can change.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
export function protection(protectData: boolean) {
  return {
    billingMode: "PAY_PER_REQUEST",
    // The longest period that DynamoDB offers.
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    deletionProtectionEnabled: protectData,
  };
}

/**
 * The replicas of a table, for recovery only: all writes go to the stack's own region, because a
 * condition only holds in the region that evaluates it, and two regions could sell one slot.
 */
export function replicas(
  copyRegions: readonly string[],
  protectData: boolean,
): Partial<aws.dynamodb.TableArgs> {
  if (copyRegions.length === 0) return {};
  return {
    // Replication needs the stream; left out, every deployment would try to disable it.
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    replicas: copyRegions.map((regionName) => ({
      regionName,
      // DynamoDB replicates neither setting.
      pointInTimeRecovery: true,
      deletionProtectionEnabled: protectData,
      propagateTags: true,
    })),
  };
}

/**
 * A stream that only fed replicas outlives them: the provider would disable it before it deletes the
 * replicas, which DynamoDB refuses. It costs nothing while nobody reads it.
 * https://github.com/hashicorp/terraform-provider-aws/issues/34450
 */
export function streamOptions(
  { streamEnabled }: TableShape,
  copyRegions: readonly string[],
): pulumi.CustomResourceOptions {
  if (streamEnabled || copyRegions.length > 0) return {};
  return { ignoreChanges: ["streamEnabled", "streamViewType"] };
}
