import type { InferOutput } from "valibot";
import { type CallOptions, type CallResult, call, type Failure, type Row } from "./client";
import { randomKey } from "./random-key";

/** The keys of calls that nobody knows the end of, by what was sent. */
const unanswered = new Map<string, string>();

/** How often a call is sent before the person is asked. */
const attempts = 3;

/**
 * Calls an operation that changes something. A call whose answer is lost is sent again, under the same
 * key where it takes one, so that it succeeds as the first one did; so it is when the person tries the
 * same thing once more.
 */
export async function write<const O extends Row>(
  operation: O,
  options: CallOptions<O>,
): Promise<CallResult<InferOutput<O["reply"]>>> {
  const { params, query, body } = options as Record<string, unknown>;
  const isKeyed = operation.headers?.["Idempotency-Key"] !== undefined;
  const content = JSON.stringify([operation.method, operation.path, params, query, body]);
  const key = unanswered.get(content) ?? randomKey();
  unanswered.set(content, key);
  const { headers } = options as { headers?: Record<string, string> };
  const sent = isKeyed ? { ...options, headers: { ...headers, "Idempotency-Key": key } } : options;
  for (let attempt = 1; ; attempt++) {
    const result = await call(operation, sent);
    if (result.ok || !isUnknown(result)) {
      unanswered.delete(content);
      return result;
    }
    if (attempt === attempts) return result;
    await pause((result.retryAfterSeconds ?? attempt) * 1000);
  }
}

/** Whether nobody knows if the call was carried out. */
function isUnknown({ status }: Failure): boolean {
  return status === 0 || status === 502 || status === 503 || status === 504;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
