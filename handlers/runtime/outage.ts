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
