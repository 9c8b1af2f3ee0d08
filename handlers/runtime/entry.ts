/** What every bundled function is wrapped in, whatever calls it; see build/bundles.ts. */

/**
 * The event of a health check. No service of AWS sends it: API Gateway, streams, topics and the clock
 * have shapes of their own, so only who may invoke the function itself can.
 */
export const healthCheck = { healthCheck: true } as const;

/**
 * Wraps a handler for Lambda. A health check is answered without acting: that it is answered shows
 * that the version loads and finds its settings. An answer of 500 fails the invocation, because the
 * alarm that rolls back counts failed invocations; the gateway then gives the same answer itself.
 */
export function entry<Event>(
  handler: (event: Event) => Promise<unknown>,
): (event: Event) => Promise<unknown> {
  return async (event) => {
    if (isHealthCheck(event)) return { healthy: true };
    const reply = await handler(event);
    if (isServerError(reply)) throw new Error("The request failed; the line before says why.");
    return reply;
  };
}

function isHealthCheck(event: unknown): boolean {
  return typeof event === "object" && event !== null && "healthCheck" in event;
}

function isServerError(reply: unknown): boolean {
  return (reply as { statusCode?: unknown } | undefined)?.statusCode === 500;
}
