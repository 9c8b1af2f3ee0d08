import type { CallResult, Failure } from "../../client";

/** How long the page keeps asking by itself. */
export const askingMs = 120_000;

/** Whether it is open what became of a request: nothing answered, or nothing that knows. */
export function isOpenEnded({ status }: Pick<Failure, "status">): boolean {
  return status === 0 || status >= 500;
}

/** What the loop needs of the world; a test has its own. */
export interface Asking {
  /** False once the answer is not wanted any more. */
  readonly isWanted: () => boolean;
  readonly wait?: (ms: number) => Promise<void>;
  readonly now?: () => number;
  readonly random?: () => number;
}

/**
 * Sends a request again until something answers it, for two minutes: after growing pauses that differ from
 * one visitor to the next, never before the server wants it, and at once when the device is back online.
 * Gives the last result if nothing does.
 */
export async function untilAnswered<Reply>(
  send: () => Promise<CallResult<Reply>>,
  { isWanted, wait = waitOrOnline, now = Date.now, random = Math.random }: Asking,
  first?: CallResult<Reply>,
): Promise<CallResult<Reply>> {
  const end = now() + askingMs;
  let result = first ?? (await send());
  for (let round = 0; goesOn(result) && isWanted(); round++) {
    const pause = Math.min(8_000, 1_000 * 2 ** round) * (0.5 + random() / 2);
    const asked = (result.retryAfterSeconds ?? 0) * 1_000;
    const ms = Math.max(pause, asked);
    if (now() + ms > end) break;
    await wait(ms);
    if (isWanted()) result = await send();
  }
  return result;
}

/** A refusal for too many requests says nothing about the one that was lost. */
function goesOn<Reply>(result: CallResult<Reply>): result is Failure {
  return !result.ok && (isOpenEnded(result) || result.code === "throttled");
}

function waitOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
