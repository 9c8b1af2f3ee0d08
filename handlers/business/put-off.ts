import { log } from "../runtime/log";
import { isOutage } from "../runtime/outage";

/** What a stream or the clock hands over, as far as it has to be said what of it is not done. */
interface Occasion {
  readonly Records?: readonly { readonly dynamodb?: { readonly SequenceNumber?: string } }[];
}

/**
 * What a function for which nobody waits answers while no business document could be read: a stream delivers
 * everything again, and the clock comes back. An outage of the table is no fault of this release, so it is no
 * failed invocation, which would count towards a rollback.
 */
export function putOffUnread(occasion: unknown, error: unknown) {
  if (!isOutage(error)) throw error;
  log.warn({ event: "business.unread", why: (error as Error).name });
  const { Records = [] } = (occasion ?? {}) as Occasion;
  return {
    batchItemFailures: Records.map(({ dynamodb }) => ({
      itemIdentifier: dynamodb?.SequenceNumber ?? "",
    })),
  };
}
