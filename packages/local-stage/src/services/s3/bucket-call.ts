import type { GateCall } from "../../gate/gate";
import type { Bucket } from "./buckets";

/** A call to one bucket. */
export interface BucketCall {
  readonly call: GateCall;
  /** "" where it is about the bucket itself. */
  readonly key: string;
  /** The bucket's ARN, and that of the object in it. */
  readonly bucketArn: string;
  readonly objectArn: string;
  /** Throws S3's refusal where the program declares no such bucket; asked once the role allows the call. */
  bucket(): Bucket;
}
