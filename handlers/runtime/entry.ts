/** What every bundled function is wrapped in, whatever calls it; see build/bundles.ts. */

/**
 * The event of a health check. No AWS service sends one: API Gateway, streams, topics and schedules
 * have events of their own, so it can only come from whoever may invoke the function directly.
 */
export const healthCheck = { healthCheck: true } as const;

/** A handler that can say whether it has what it needs, without acting; it throws where it has not. */
export interface Ready {
  ready?(): Promise<void>;
}

/**
 * Wraps a handler for Lambda. A health check is answered without acting: the answer alone shows that
 * the version loads and finds its settings and the business document. A 500 fails the invocation, because the alarm that rolls
 * back counts failed invocations; the gateway then answers with the same 500.
 */
export function entry<Event>(
  handler: ((event: Event) => Promise<unknown>) & Ready,
): (event: Event) => Promise<unknown> {
  return async (event) => {
    if (isHealthCheck(event)) {
      await handler.ready?.();
      return { healthy: true };
    }
    const reply = await handler(event);
    if (isServerError(reply))
      throw new Error("The request failed; the previous log line says why.");
    return reply;
  };
}

function isHealthCheck(event: unknown): boolean {
  return typeof event === "object" && event !== null && "healthCheck" in event;
}

function isServerError(reply: unknown): boolean {
  return (reply as { statusCode?: unknown } | undefined)?.statusCode === 500;
}
