import { setTimeout } from "node:timers/promises";

/** Waits until something is so, and says by rejecting that it was not in time. */
export async function soon(
  isSo: () => Promise<boolean> | boolean,
  what: string,
  seconds = 5,
): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await setTimeout(10)) {
    if (await isSo()) return;
  }
  throw new Error(`${what} within ${seconds} s: no.`);
}
