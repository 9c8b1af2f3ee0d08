import type { Graph } from "../../graph";

/** What a rule of replication copies to another bucket. */
export interface CopyRule {
  readonly source: string;
  /** The ARN of the other bucket. */
  readonly target: string;
  readonly prefix: string;
  /** Whether it removes there what is removed here. */
  readonly deletes: boolean;
}

/** The rules of replication that are enabled. */
export function copyRules(graph: Graph): CopyRule[] {
  return graph
    .ofType("aws:s3/bucketReplicationConfig:BucketReplicationConfig")
    .flatMap(({ inputs }) =>
      inputs.rules
        // biome-ignore lint/suspicious/noExplicitAny: a captured rule is plain values
        .filter(({ status }: any) => status === "Enabled")
        // biome-ignore lint/suspicious/noExplicitAny: a captured rule is plain values
        .map(({ destination, filter, deleteMarkerReplication }: any) => ({
          source: inputs.bucket,
          target: destination.bucket,
          prefix: filter?.prefix ?? filter?.and?.prefix ?? "",
          deletes: deleteMarkerReplication?.status === "Enabled",
        })),
    );
}
