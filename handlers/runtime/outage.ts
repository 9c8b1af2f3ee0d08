import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";

/** Thrown where something can't be done at the moment, but may be in a few seconds. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/**
 * Whether an error says that a service was busy or out of reach, and not that the program is wrong. The
 * SDK has tried several times before it throws one.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const sdkError = error as Parameters<typeof isServerError>[0];
  return isServerError(sdkError) || isThrottlingError(sdkError) || isTransientError(sdkError);
}

/** What a call fails with that never reached the service. */
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** Whether a call may have been carried out although it failed: no answer came, or one that doesn't say. */
export function mayBeDone(error: unknown): boolean {
  const {
    code = "",
    message,
    $metadata,
  } = error as {
    readonly code?: string;
    readonly message?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500 && status !== 503;
  if (unreached.test(code) || /not establish a connection/.test(message ?? "")) return false;
  return isOutage(error);
}
